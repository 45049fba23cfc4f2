/**
 * Keys behind a port, and the record that makes a second, different signature for one slot impossible. May use
 * {@code rollup} and the modules {@code leadership} and {@code key-files}.
 */
@NullMarked
package dev.candor.sequencer.signing;

import org.jspecify.annotations.NullMarked;
