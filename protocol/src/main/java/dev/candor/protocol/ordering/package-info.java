/**
 * Arrivals, the order of a batch as a pure function of cut, seed and policy, and the leaves that commit to it
 * (protocol.md sections 4 to 6).
 *
 * <p>May use {@code types}, {@code hash}, {@code abi}, {@code merkle} and {@code transaction}.
 */
@NullMarked
package dev.candor.protocol.ordering;

import org.jspecify.annotations.NullMarked;
