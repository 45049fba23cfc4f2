/**
 * Batches made anew: cut, order and trees of a batch from the logged arrivals, its sealed header and what L1 says, or from what was
 * posted on L1 alone, with proofs, and with every difference from what was signed. May use {@code entries}, {@code dev.candor.l1.rollup},
 * {@code log}, {@code checkpoint} and {@code rollup}.
 */
@NullMarked
package dev.candor.audit.batches;

import org.jspecify.annotations.NullMarked;
