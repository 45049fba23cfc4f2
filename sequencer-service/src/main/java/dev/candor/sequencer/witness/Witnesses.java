package dev.candor.sequencer.witness;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.execution.ExecutionWitnesses;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The witness of a batch: the one that was kept, or what the client says now. */
@Component
public class Witnesses {
    private static final int OUTCOME_BYTES = 9;

    private final BatchStore batches;
    private final ExecutionWitnesses client;
    private final KeptWitnesses kept;

    Witnesses(BatchStore batches, ExecutionWitnesses client, KeptWitnesses kept) {
        this.batches = batches;
        this.client = client;
        this.kept = kept;
    }

    /**
     * The JSON of spec/execution-witness.md, UTF-8.
     *
     * @return empty when it was not kept and the client has forgotten the state
     * @throws EngineUnavailableException it was not kept, and the client does not answer
     */
    public Optional<byte[]> of(StoredBatch batch, StoredBatch.Executed executed) {
        return kept.find(executed.statement().l2BlockHash()).or(() -> take(batch, executed));
    }

    /** From the client, whether one is kept or not. */
    Optional<byte[]> take(StoredBatch batch, StoredBatch.Executed executed) {
        return client.of(
                        executed.statement().l2BlockHash(),
                        parentHash(executed),
                        sendersOfSkipped(batch, executed.outcomes()))
                .map(witness -> WitnessForm.json(executed.statement(), witness));
    }

    private static Hash32 parentHash(StoredBatch.Executed executed) {
        try {
            return L2BlockHeader.decode(executed.l2BlockHeader()).parentHash();
        } catch (MalformedRlpException e) {
            throw new IllegalStateException(
                    "Expected the stored header of block %s to decode: the table batch was changed."
                            .formatted(executed.statement().l2BlockHash()),
                    e);
        }
    }

    private Set<Address> sendersOfSkipped(StoredBatch batch, Bytes outcomes) {
        Set<Integer> skipped = new HashSet<>();
        for (int position = 0; position < outcomes.size() / OUTCOME_BYTES; position++) {
            if (outcomes.get(position * OUTCOME_BYTES) == Outcome.SKIPPED.code()) {
                skipped.add(position);
            }
        }
        Set<Address> senders = new HashSet<>();
        if (!skipped.isEmpty()) {
            for (BatchContents.Entry entry : batches.contents(batch).entries()) {
                if (skipped.contains(entry.position())
                        && RawTransaction.decode(entry.rawTx(), batch.cut().rollupId())
                                instanceof RawTransaction.Decoded decoded) {
                    senders.add(decoded.transaction().sender());
                }
            }
        }
        return senders;
    }
}
