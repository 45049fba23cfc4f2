/**
 * Which rollup this process serves: its identity on L1 and L2 and the configuration of this process, down to the lease it runs for
 * and the name it speaks in. May use nothing of the other features; of the modules {@code leadership} and {@code messaging} only
 * their configuration.
 */
@NullMarked
package dev.candor.sequencer.rollup;

import org.jspecify.annotations.NullMarked;
