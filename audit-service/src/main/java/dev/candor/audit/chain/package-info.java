/**
 * What L1 says about this rollup, read by this service itself: policies, keys and forced entries by final height, the batches posted
 * in the newest chain with the calldata that carries them, their data, the final floor. May use {@code rollup}. Every row names the
 * L1 block that it rests on; what an L1 reorganisation drops is undone.
 */
@NullMarked
package dev.candor.audit.chain;

import org.jspecify.annotations.NullMarked;
