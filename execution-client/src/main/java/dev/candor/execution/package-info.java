/**
 * The execution client behind its port: executes one batch as one block, finds the skipped transactions, replays what the client has
 * lost. May use the protocol and Jackson's streaming; nothing of a service, which says by {@link dev.candor.execution.ExecutedBlocks}
 * what the client must hold.
 */
@NullMarked
package dev.candor.execution;

import org.jspecify.annotations.NullMarked;
