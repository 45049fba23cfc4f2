/**
 * What the court's contracts said on L1, event by event, gone again when L1 drops a block. May use {@code rollup}.
 */
@NullMarked
package dev.candor.dispute.courtlog;

import org.jspecify.annotations.NullMarked;
