package dev.candor.sequencer.execution;

import dev.candor.protocol.types.Bytes;
import java.util.List;
import java.util.SortedSet;

/**
 * What executes one block without a client (spec/execution-witness.md).
 *
 * @param parentHeader RLP
 * @param block RLP, header first
 * @param state trie nodes as of the parent's state
 * @param codes of contracts
 * @param headers RLP of the headers below the parent that BLOCKHASH reads, ascending by number
 */
public record ExecutionWitness(
        Bytes parentHeader, Bytes block, SortedSet<Bytes> state, SortedSet<Bytes> codes, List<Bytes> headers) {}
