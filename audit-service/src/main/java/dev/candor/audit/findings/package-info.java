/**
 * What does not fit together: findings with their states, evidence and words, told by event, webhook, REST and metric.
 *
 * <p>{@code evidence} has the forms of proof, {@code rules} decide over values, this package keeps and tells. May use
 * {@code rollup}, {@code log}, {@code checkpoint}, {@code anchor}, {@code entries}, {@code dev.candor.l1.rollup} and {@code batches}.
 */
@NullMarked
package dev.candor.audit.findings;

import org.jspecify.annotations.NullMarked;
