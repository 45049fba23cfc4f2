/**
 * What L1 says about a rollup, read by the service that asks: policies, keys and forced entries by final height, the batches posted
 * in the newest chain with the calldata that carries them, their data, the final floor. Every row names the L1 block that it rests
 * on; what an L1 reorganisation drops is undone. The tables are those of the resource {@code l1_rollup.sql}, repeated in the
 * service's migrations. May use the follower, the shared history and plain JDBC; nothing of a service.
 */
@NullMarked
package dev.candor.l1.rollup;

import org.jspecify.annotations.NullMarked;
