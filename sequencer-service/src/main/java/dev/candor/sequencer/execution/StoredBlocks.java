package dev.candor.sequencer.execution;

import dev.candor.execution.ExecutedBlocks;
import dev.candor.execution.Payload;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks out of the stored batches. */
final class StoredBlocks implements ExecutedBlocks {
    private static final int OUTCOME_BYTES = 1 + Long.BYTES;
    private static final int SKIPPED = 3;

    private final BatchStore batches;
    private final Hash32 genesisHash;

    StoredBlocks(BatchStore batches, Hash32 genesisHash) {
        this.batches = batches;
        this.genesisHash = genesisHash;
    }

    @Override
    public Hash32 hash(long number) {
        return number == 0
                ? genesisHash
                : executed(batches.find(number), number).statement().l2BlockHash();
    }

    @Override
    public List<Payload> blocks(long from, int max) {
        List<StoredBatch> page = batches.from(from, BatchStatus.EXECUTED, max);
        if (page.isEmpty()) {
            throw new IllegalStateException(
                    "Expected batch %d to be stored and executed, found it is not.".formatted(from));
        }
        return page.stream().map(this::payload).toList();
    }

    private Payload payload(StoredBatch batch) {
        StoredBatch.Executed executed = executed(Optional.of(batch), batch.number());
        List<Bytes> transactions = new ArrayList<>();
        for (BatchContents.Entry entry : batches.contents(batch).entries()) {
            if (executed.outcomes().get(entry.position() * OUTCOME_BYTES) != SKIPPED) {
                transactions.add(entry.rawTx());
            }
        }
        try {
            return Payload.of(L2BlockHeader.decode(executed.l2BlockHeader()), transactions);
        } catch (MalformedRlpException malformed) {
            throw new IllegalStateException(
                    "Expected the stored block header of batch %d to decode, found: %s"
                            .formatted(batch.number(), malformed.getMessage()),
                    malformed);
        }
    }

    private static StoredBatch.Executed executed(Optional<StoredBatch> batch, long number) {
        return batch.flatMap(StoredBatch::executed)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d to be stored and executed, found it is not.".formatted(number)));
    }
}
