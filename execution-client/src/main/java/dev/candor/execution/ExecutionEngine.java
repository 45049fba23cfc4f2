package dev.candor.execution;

import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An execution client that holds the L2 chain. What it is asked for it either does or answers with a value; all methods
 * throw {@link EngineUnavailableException} when it does not answer and {@link EngineDivergedException} when its answer
 * cannot be.
 */
public interface ExecutionEngine {

    /** The canonical head. */
    L2BlockHeader head();

    /** The canonical block of a number, if there is one. */
    Optional<L2BlockHeader> header(long number);

    /** A block that was imported, canonical or not. */
    Optional<L2BlockHeader> header(Hash32 blockHash);

    /**
     * Builds, but does not keep, the block of exactly these transactions.
     *
     * @param attributes whose parent is the head
     * @param transactions raw, in order
     */
    BuildOutcome build(L2BlockAttributes attributes, List<Bytes> transactions);

    /** Executes and keeps a block whose parent is kept. Again for a block that is kept: nothing happens. */
    Imported importBlock(Payload payload);

    /** Makes a kept block the head; {@code safe} and {@code finalized} stay as they are when empty. */
    HeadChange setHead(Hash32 head, Optional<Hash32> safe, Optional<Hash32> finalized);

    /** Cuts the canonical chain back to a number below the head's; the state goes with it. */
    void rollbackTo(long number);

    /** One per transaction of a block that was imported. */
    List<Receipt> receipts(Hash32 blockHash);

    Map<Address, L2State.Account> accounts(Collection<Address> addresses, Hash32 blockHash);

    Map<Address, L2State.Account> accounts(Collection<Address> addresses, long blockNumber);

    /** How the nonces and balances of some accounts changed, transaction by transaction, in a block that was imported. */
    AccountChanges changes(Hash32 blockHash, Set<Address> tracked);

    /** Where the head is after an import. */
    enum Imported {
        BESIDE_THE_CHAIN,
        /** A client in a state in which it takes blocks in no other way. */
        AS_HEAD
    }

    enum HeadChange {
        DONE,
        /** The client lacks one of the blocks, or one is not on the head's chain. */
        UNKNOWN_BLOCK
    }

    /**
     * @param gasUsed by this transaction alone
     * @param cumulativeGasUsed by this one and all before it in the block
     */
    record Receipt(boolean succeeded, long gasUsed, long cumulativeGasUsed) {}
}
