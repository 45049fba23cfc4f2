/**
 * The forms in which a fault is shown: as JSON for people and as {@code abi.encode} for L1 (spec/findings.md section 3).
 *
 * <p>May use the protocol library only.
 */
@NullMarked
package dev.candor.audit.findings.evidence;

import org.jspecify.annotations.NullMarked;
