/**
 * Takes evidence: asks the checker on L1 what it is worth, answers precisely, and keeps what is a fault until it is proven. May use
 * {@code rollup} and {@code courtlog}.
 */
@NullMarked
package dev.candor.dispute.filing;

import org.jspecify.annotations.NullMarked;
