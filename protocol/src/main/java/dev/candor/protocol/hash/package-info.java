/**
 * Keccak-256 and SHA-256, and the checksummed spelling of addresses that depends on Keccak.
 *
 * <p>May use {@code types}.
 */
@NullMarked
package dev.candor.protocol.hash;

import org.jspecify.annotations.NullMarked;
