/**
 * Measures what a user of the sequencer sees: promises a second and their latency, beside a plain geth that takes the same
 * signed transactions from the same client in the same run; and the whole pipeline under a steady load. May use {@code
 * protocol}, {@code devnet} and {@code local-servers}.
 */
@NullMarked
package dev.candor.bench;

import org.jspecify.annotations.NullMarked;
