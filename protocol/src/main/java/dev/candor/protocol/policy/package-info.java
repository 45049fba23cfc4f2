/**
 * The rule set in force at an L1 height and its hash (protocol.md section 8).
 *
 * <p>May use {@code types}, {@code hash}, {@code abi}, and {@code ordering}, {@code beacon} and {@code transaction} for
 * their kinds.
 */
@NullMarked
package dev.candor.protocol.policy;

import org.jspecify.annotations.NullMarked;
