package dev.candor.execution;

import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides which entries of a batch run, and has their block built and kept; the head stays where it is. Nearly always all of them run:
 * so the whole batch is tried first, and only when the client refuses it are the arrivals decoded and the skipped ones sought.
 */
final class BlockBuilder {
    private static final int FIRST_LIST_PREFIX = 0xc0;
    private static final int BLOB_TYPE = 3;
    private static final int HIGHEST_TYPE = 4;

    private final Screening screening;
    private final EngineTrials trials;
    private final RollupId rollupId;

    BlockBuilder(Screening screening, EngineTrials trials, RollupId rollupId) {
        this.screening = screening;
        this.trials = trials;
        this.rollupId = rollupId;
    }

    /**
     * @param blockHash of a block that the client keeps, not yet its head
     * @param receipts one per transaction of the block
     * @param skipped by position in the batch; the block holds the others in their order
     */
    record Block(Hash32 blockHash, List<ExecutionEngine.Receipt> receipts, SortedMap<Integer, Skip> skipped) {}

    static BlockBuilder of(
            ExecutionEngine engine,
            ExecutionMetrics metrics,
            L2BlockAttributes attributes,
            Screening screening,
            RollupId rollupId) {
        return new BlockBuilder(screening, new EngineTrials(engine, metrics, attributes), rollupId);
    }

    Block build(List<BatchEntry> entries) {
        SortedMap<Integer, Skip> skipped = new TreeMap<>();
        List<Bytes> list = new ArrayList<>(entries.size());
        for (BatchEntry entry : entries) {
            if ((entry.forced() || !hasKnownType(entry.rawTx()))
                    && screening.screen(entry) instanceof Screening.Screened.Rejected(Skip skip)) {
                skipped.put(entry.position(), skip);
            } else {
                list.add(entry.rawTx());
            }
        }
        return switch (trials.buildRaw(list)) {
            case BuildOutcome.Built(Payload payload) -> new Block(payload.blockHash(), trials.keep(payload), skipped);
            case BuildOutcome.Refused refusal -> search(entries);
        };
    }

    /** A blob transaction makes geth's builder panic; admission lets none in, but what is stored is not taken on trust. */
    private static boolean hasKnownType(Bytes raw) {
        if (raw.isEmpty()) {
            return false;
        }
        int first = raw.get(0);
        return first >= FIRST_LIST_PREFIX || (first > 0 && first <= HIGHEST_TYPE && first != BLOB_TYPE);
    }

    private Block search(List<BatchEntry> entries) {
        List<Screening.Screened> screened =
                entries.parallelStream().map(screening::screen).toList();
        SortedMap<Integer, Skip> skipped = new TreeMap<>();
        List<Integer> positions = new ArrayList<>();
        List<EthTransaction> candidates = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            switch (screened.get(i)) {
                case Screening.Screened.Rejected(Skip skip) ->
                    skipped.put(entries.get(i).position(), skip);
                case Screening.Screened.Candidate(EthTransaction transaction) -> {
                    positions.add(entries.get(i).position());
                    candidates.add(transaction);
                }
            }
        }
        SkipSearch.Split split = new SkipSearch(trials, rollupId, candidates).find();
        split.skipped().forEach((index, skip) -> skipped.put(positions.get(index), skip));
        return new Block(split.payload().blockHash(), trials.keep(split.payload()), skipped);
    }
}
