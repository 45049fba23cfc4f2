package dev.candor.execution;

import dev.candor.protocol.block.BaseFee;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes one ordered batch as a block on the client's head (protocol.md section 6) and finds what is skipped. Deterministic: the
 * same batch on the same parent gives the same block. The block is kept by the client; making it the head is the caller's.
 */
public final class BatchExecution {
    private static final Logger LOG = LoggerFactory.getLogger(BatchExecution.class);

    private final ExecutionEngine engine;
    private final ExecutionMetrics metrics;
    private final RollupId rollupId;

    public BatchExecution(ExecutionEngine engine, ExecutionMetrics metrics, RollupId rollupId) {
        this.engine = engine;
        this.metrics = metrics;
        this.rollupId = rollupId;
    }

    /** @param outcomes one per position */
    public record Executed(L2BlockHeader header, List<EntryOutcome> outcomes) {
        public Executed {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * @param gasUsed the transaction's own gas; 0 when skipped
     * @param skipReason why it was skipped, for people; empty otherwise
     */
    public record EntryOutcome(Outcome outcome, long gasUsed, String skipReason) {}

    /**
     * @param attributes what the batch prescribes about its block
     * @param parent the client's head
     * @param entries by position
     * @throws EngineUnavailableException the client does not answer; try again later
     * @throws EngineDivergedException the client's block is not what was asked for; an operator must look
     */
    public Executed execute(L2BlockAttributes attributes, L2BlockHeader parent, List<BatchEntry> entries) {
        Screening screening = new Screening(rollupId, BaseFee.after(parent), attributes.gasLimit());
        BlockBuilder.Block block = BlockBuilder.of(engine, metrics, attributes, screening, rollupId)
                .build(entries);
        L2BlockHeader header = requireAsAsked(block.blockHash(), attributes, parent);
        return new Executed(header, outcomes(entries, block, header));
    }

    /** Every field of the block that a batch prescribes, read back from what the client keeps. */
    private L2BlockHeader requireAsAsked(Hash32 blockHash, L2BlockAttributes attributes, L2BlockHeader parent) {
        L2BlockHeader header = engine.header(blockHash)
                .orElseThrow(() -> new EngineUnavailableException(
                        "Expected the client to keep block %s that it has just taken, found none."
                                .formatted(blockHash)));
        List<String> differences = new ArrayList<>(attributes.differences(header));
        if (!header.hash().equals(blockHash)) {
            differences.add("Expected hash " + blockHash + ", found " + header.hash() + ".");
        }
        if (!header.baseFeePerGas().equals(BaseFee.after(parent))) {
            differences.add("Expected base fee " + BaseFee.after(parent) + ", found " + header.baseFeePerGas() + ".");
        }
        if (!differences.isEmpty()) {
            throw new EngineDivergedException("The client's block " + attributes.number()
                    + " is not the one asked for: " + String.join(" ", differences)
                    + " Compare its flags and genesis with spec/protocol.md section 6.");
        }
        return header;
    }

    private List<EntryOutcome> outcomes(List<BatchEntry> entries, BlockBuilder.Block block, L2BlockHeader header) {
        SortedMap<Integer, Skip> skipped = block.skipped();
        List<ExecutionEngine.Receipt> receipts = block.receipts();
        int included = entries.size() - skipped.size();
        long receiptsGas = receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGasUsed();
        if (receipts.size() != included || receiptsGas != header.gasUsed()) {
            throw new EngineDivergedException("Expected %d receipts over %d gas of block %d, found %d over %d."
                    .formatted(included, header.gasUsed(), header.number(), receipts.size(), receiptsGas));
        }
        if (!skipped.isEmpty()) {
            LOG.info("Batch {} skips {} of {} transactions", header.number(), skipped.size(), entries.size());
        }
        List<EntryOutcome> outcomes = new ArrayList<>(entries.size());
        int next = 0;
        for (BatchEntry entry : entries) {
            Skip skip = skipped.get(entry.position());
            if (skip != null) {
                LOG.debug(
                        "Batch {} skips position {}, transaction {}: {}",
                        header.number(),
                        entry.position(),
                        entry.txHash(),
                        skip.words());
                metrics.skipped(skip.reason());
                outcomes.add(new EntryOutcome(Outcome.SKIPPED, 0, skip.words()));
            } else {
                ExecutionEngine.Receipt receipt = receipts.get(next);
                next++;
                outcomes.add(new EntryOutcome(
                        receipt.succeeded() ? Outcome.SUCCEEDED : Outcome.REVERTED, receipt.gasUsed(), ""));
            }
        }
        return outcomes;
    }
}
