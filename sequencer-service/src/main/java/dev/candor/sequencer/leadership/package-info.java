/**
 * The one active orderer: a lease with a monotonic term, checked in the same transaction as every write. May use
 * {@code rollup}.
 */
@NullMarked
package dev.candor.sequencer.leadership;

import org.jspecify.annotations.NullMarked;
