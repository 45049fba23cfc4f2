/**
 * What a party can be held to, and what follows: the words of {@code spec/faults.md} beside the rules and windows that are in force on L1.
 * May use {@code rollup}.
 */
@NullMarked
package dev.candor.dispute.catalogue;

import org.jspecify.annotations.NullMarked;
