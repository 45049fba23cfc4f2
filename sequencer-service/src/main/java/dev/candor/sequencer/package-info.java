/** The sequencer: admits, orders, executes and settles the transactions of one rollup. */
@NullMarked
package dev.candor.sequencer;

import org.jspecify.annotations.NullMarked;
