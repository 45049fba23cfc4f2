/**
 * The calls that a case can need on L1, as calldata that anybody can send. May use {@code rollup}.
 */
@NullMarked
package dev.candor.dispute.calls;

import org.jspecify.annotations.NullMarked;
