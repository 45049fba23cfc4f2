/**
 * The L2 block as a function of its signed batch, and the block header's encoding (protocol.md section 6).
 *
 * <p>May use {@code types}, {@code hash}, {@code rlp}, {@code eip712} and {@code policy}.
 */
@NullMarked
package dev.candor.protocol.block;

import org.jspecify.annotations.NullMarked;
