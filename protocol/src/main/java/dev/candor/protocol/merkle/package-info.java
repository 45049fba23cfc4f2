/**
 * Positional Merkle trees of RFC 6962 and their proofs as RFC 9162 verifies them (protocol.md section 2).
 *
 * <p>May use {@code types} and {@code hash}.
 */
@NullMarked
package dev.candor.protocol.merkle;

import org.jspecify.annotations.NullMarked;
