/**
 * Which rollup this process serves: its identity on L1 and L2 and the configuration of this process. May use nothing of
 * the other features.
 */
@NullMarked
package dev.candor.sequencer.rollup;

import org.jspecify.annotations.NullMarked;
