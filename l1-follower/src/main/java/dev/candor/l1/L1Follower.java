package dev.candor.l1;

import dev.candor.protocol.types.Address;
import java.util.List;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Reads L1 forward from the stored position, one bounded range a step. Before each step it compares the stored position with
 * the chain; when they differ it goes back to the newest remembered block that both have. Start-up is the same step. Not for
 * several threads at once.
 */
public final class L1Follower {
    private final L1Node node;
    private final FollowerStore store;
    private final Settings settings;
    private int rangeBlocks;
    private long finalizedNumber = -1;

    public L1Follower(L1Node node, FollowerStore store, Settings settings) {
        this.node = node;
        this.store = store;
        this.settings = settings;
        this.rangeBlocks = settings.maxRangeBlocks();
    }

    /** How deep a block must be before it is read. */
    public enum Depth {
        /** Every block at once: what was read may be taken back. */
        NEWEST,
        /** Only what L1 calls final: a block that goes away is {@link L1FinalityBrokenException}. */
        FINALIZED
    }

    /**
     * @param emitters the contracts whose logs are read
     * @param firstBlock where a follower without a position begins
     * @param maxRangeBlocks blocks of one {@code eth_getLogs}; halved for a while when the node refuses
     */
    public record Settings(Depth depth, List<Address> emitters, long firstBlock, int maxRangeBlocks) {
        public static final int DEFAULT_RANGE_BLOCKS = 1_000;

        public Settings {
            emitters = List.copyOf(emitters);
            if (firstBlock < 0 || maxRangeBlocks < 1) {
                throw new IllegalArgumentException(
                        "Expected a first block of at least 0 and ranges of at least 1 block, found %d and %d."
                                .formatted(firstBlock, maxRangeBlocks));
            }
        }
    }

    /** What a step did. */
    public sealed interface Step {
        /** @param caughtUp whether this is as far as the depth allows now */
        record Applied(L1Range range, boolean caughtUp) implements Step {}

        /**
         * The chain had changed; everything above {@code ancestor} is undone.
         *
         * @param from the position before
         */
        record Rewound(L1Header from, Optional<L1Header> ancestor) implements Step {
            /** Blocks that were undone, as far as the ancestor is known. */
            public long depth() {
                return from.number() - ancestor.map(L1Header::number).orElse(0L);
            }
        }

        record UpToDate() implements Step {}
    }

    /**
     * @throws L1UnavailableException take the step again later
     * @throws L1FinalityBrokenException the chain has dropped a final block
     */
    public Step step() {
        long calledFinal = finalizedNumber;
        L1Header newest = node.newest();
        node.finalized().ifPresent(block -> finalizedNumber = Math.max(finalizedNumber, block.number()));
        Optional<L1Header> position = store.position();
        if (position.isPresent()) {
            Optional<Step> detour = compare(position.get(), newest, calledFinal);
            if (detour.isPresent()) {
                return detour.get();
            }
        }
        long last = settings.depth() == Depth.NEWEST ? newest.number() : finalizedNumber;
        long from = position.map(L1Header::number).orElse(settings.firstBlock() - 1) + 1;
        if (last < from) {
            return new Step.UpToDate();
        }
        return read(position, from, Math.min(last, from + rangeBlocks - 1), last);
    }

    /** The newest final block this follower has seen; -1 before the first. */
    public long finalizedNumber() {
        return finalizedNumber;
    }

    /** Empty when the position is still in the chain and reading may go on from it. */
    private Optional<Step> compare(L1Header position, L1Header newest, long calledFinal) {
        Optional<L1Header> candidate = Optional.of(position);
        while (candidate.isPresent() && candidate.get().number() > newest.number()) {
            candidate = store.positionBelow(candidate.get().number());
        }
        boolean nodeIsBehind = !candidate.equals(Optional.of(position));
        if (candidate.isPresent() && isInChain(candidate.get())) {
            return nodeIsBehind ? Optional.of(new Step.UpToDate()) : Optional.empty();
        }
        while (candidate.isPresent() && !isInChain(candidate.get())) {
            requireNotFinal(candidate.get(), calledFinal);
            candidate = store.positionBelow(candidate.get().number());
        }
        store.rewind(candidate);
        return Optional.of(new Step.Rewound(position, candidate));
    }

    /** @param calledFinal what L1 had called final before the chain changed */
    private void requireNotFinal(L1Header dropped, long calledFinal) {
        if (settings.depth() == Depth.FINALIZED || dropped.number() <= calledFinal) {
            throw new L1FinalityBrokenException(
                    ("Expected L1 to keep block %d %s, which it called final, found another block there. "
                                    + "Compare the L1 node with another one; if L1 itself has changed, this rollup cannot go on.")
                            .formatted(dropped.number(), dropped.hash()));
        }
    }

    private boolean isInChain(L1Header header) {
        return node.block(header.number()).map(L1Header::hash).equals(Optional.of(header.hash()));
    }

    /** Reads the last block before and after the logs: if it is the same, all of them are of its lineage. */
    private Step read(Optional<L1Header> position, long from, long to, long last) {
        L1Header end = node.block(to)
                .orElseThrow(() -> new L1UnavailableException(
                        "Expected L1 to have block %d, found none: the node may be one of several.".formatted(to)));
        List<Log> logs;
        try {
            logs = node.logs(from, to, settings.emitters());
        } catch (L1UnavailableException e) {
            rangeBlocks = Math.max(1, rangeBlocks / 2);
            throw e;
        }
        rangeBlocks = Math.min(settings.maxRangeBlocks(), rangeBlocks * 2);
        boolean moved = position.isPresent() && !isInChain(position.get());
        if (moved || !isInChain(end)) {
            throw new L1UnavailableException(
                    "Expected L1 to stay as it was while blocks %d to %d were read, found another block %d: read again."
                            .formatted(from, to, to));
        }
        L1Range range = new L1Range(from, end, logs);
        store.apply(range, finalizedNumber);
        return new Step.Applied(range, to == last);
    }
}
