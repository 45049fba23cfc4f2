/**
 * Which rollup's court this is: its configuration, its contracts on L1 and the clock. Uses no other feature.
 */
@NullMarked
package dev.candor.dispute.rollup;

import org.jspecify.annotations.NullMarked;
