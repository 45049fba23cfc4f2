/**
 * Brings the detectors what they judge: follows the log and L1, keeps what cannot be judged yet, looks at what must not
 * stand still. Lag here is a metric and never holds the log up.
 *
 * <p>May use {@code findings}, its rules and evidence, {@code entries}, {@code dev.candor.l1.rollup}, {@code checkpoint}, {@code witness},
 * {@code log} and {@code rollup}.
 */
@NullMarked
package dev.candor.audit.findings.watch;

import org.jspecify.annotations.NullMarked;
