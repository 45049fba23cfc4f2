/**
 * Decides on every transaction that arrives: a promise or a signed refusal, over JSON-RPC and REST. Keeps a ledger of what is
 * pending per sender, in memory, fed by the line of arrivals and by the executed batches. May use {@code arrivals},
 * {@code batches}, {@code execution}, {@code l1}, {@code rpc} and {@code signing}.
 */
@NullMarked
package dev.candor.sequencer.intake;

import org.jspecify.annotations.NullMarked;
