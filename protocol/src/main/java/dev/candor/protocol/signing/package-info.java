/**
 * ECDSA over secp256k1: deterministic low-s signatures, recovery, and the port behind which keys live.
 *
 * <p>May use {@code types} and {@code hash}; the only package that sees the native secp256k1 library.
 */
@NullMarked
package dev.candor.protocol.signing;

import org.jspecify.annotations.NullMarked;
