/**
 * What L1 says, at a height whose blocks are final: the origin of the next batch, the policy, the keys, the forced
 * queue. May use {@code rollup}. Every process reads for itself; the rows are shared and the same for all.
 */
@NullMarked
package dev.candor.sequencer.l1;

import org.jspecify.annotations.NullMarked;
