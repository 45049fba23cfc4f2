/**
 * Batches made anew from L1 alone: data, cut, order and trees of a posted batch by the rules at its origin, with every difference
 * from what was signed. May use {@code dev.candor.l1.rollup} and the protocol; nothing of a service, which says by
 * {@link dev.candor.l1.batches.EarlierArrivals} what came before.
 */
@NullMarked
package dev.candor.l1.batches;

import org.jspecify.annotations.NullMarked;
