/**
 * Ethereum transactions of types 0, 1, 2 and 4: strict decoding with sender recovery, signing, and the rules of the
 * Prague fork that need no state.
 *
 * <p>May use {@code types}, {@code hash}, {@code rlp}, {@code signing}, and {@code eip712} for the reasons of refusal.
 */
@NullMarked
package dev.candor.protocol.transaction;

import org.jspecify.annotations.NullMarked;
