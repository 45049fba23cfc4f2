/**
 * What a rollback on L1 does to this service: every batch after the anchor is void, the next generation begins, and the voided
 * arrivals are ordered again under the promises that they have (spec/protocol.md section 7). May use {@code rollup}, {@code l1}
 * and {@code batches}.
 */
@NullMarked
package dev.candor.sequencer.rollback;

import org.jspecify.annotations.NullMarked;
