/**
 * The randomness beacon: BLS12-381 signatures of minimal size over a cut, single key or threshold (protocol.md
 * section 4).
 *
 * <p>May use {@code types} and {@code hash}; the only package that sees the native BLS library.
 */
@NullMarked
package dev.candor.protocol.beacon;

import org.jspecify.annotations.NullMarked;
