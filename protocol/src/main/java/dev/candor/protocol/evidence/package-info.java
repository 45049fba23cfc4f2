/**
 * Evidence of faults as the checkers on L1 take it: one record for each struct of {@code spec/evidence.md}, and what a
 * checker makes of it, a {@link dev.candor.protocol.evidence.FaultId}.
 *
 * <p>May use {@code types}, {@code abi}, {@code hash}, {@code eip712}, {@code ordering}, {@code policy} and {@code signing}.
 */
@NullMarked
package dev.candor.protocol.evidence;

import org.jspecify.annotations.NullMarked;
