/**
 * {@code ./candor bench audit}: the log of audit-service beside Tessera's POSIX log, in the same run on the same machine.
 * Both are measured from outside, by what their published checkpoints cover.
 */
@NullMarked
package dev.candor.bench.audit;

import org.jspecify.annotations.NullMarked;
