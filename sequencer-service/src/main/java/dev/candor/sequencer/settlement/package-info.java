/**
 * Posts batches and their data to L1, follows them to finality. What stands on L1 is known from L1's own logs alone; what was
 * sent is kept per nonce. May use {@code arrivals}, {@code batches}, {@code execution}, {@code l1}, {@code rollback},
 * {@code rollup} and {@code signing}, and the modules {@code leadership} and {@code messaging}.
 */
@NullMarked
package dev.candor.sequencer.settlement;

import org.jspecify.annotations.NullMarked;
