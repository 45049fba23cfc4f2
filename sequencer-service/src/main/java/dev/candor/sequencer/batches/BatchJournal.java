package dev.candor.sequencer.batches;

import dev.candor.leadership.Term;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes batches as they are produced. Every method joins a running, fenced transaction. Writing the same step again with the
 * same content changes nothing, so a step that was interrupted is simply done again.
 */
@Component
public class BatchJournal {
    private static final Set<BatchStatus> NOT_VOID = EnumSet.complementOf(EnumSet.of(BatchStatus.VOIDED));

    private final BatchRows rows;
    private final JdbcClient jdbc;
    private final SequencerProperties properties;

    BatchJournal(BatchRows rows, JdbcClient jdbc, SequencerProperties properties) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** The newest batch that is not void, in whatever state, its unfinished columns too. */
    public Optional<StoredBatch> newest() {
        return rows.newest(NOT_VOID, Limit.of(1)).stream().findFirst().map(row -> row.toStored(properties.rollup()));
    }

    public StoredBatch recordCut(
            Cut cut,
            Hash32 cutHash,
            Policy policy,
            long forcedFrom,
            Map<Long, Long> duplicates,
            long atMillis,
            Term term) {
        BatchRow.NewCut fresh = new BatchRow.NewCut(cut, cutHash, policy, forcedFrom, duplicates, atMillis);
        return rows.saveAndFlush(new BatchRow(fresh, term)).toStored(properties.rollup());
    }

    /** The beacon signature that was stored with an order whose header has not been signed yet. */
    public Optional<Bytes> storedBeaconSignature(Cut cut) {
        return row(cut).beaconSignature();
    }

    public void recordOrder(
            BatchHeader header, Hash32 batchHash, Bytes beaconSignature, Signature65 cutSignature, Term term) {
        rows.saveAndFlush(
                changed(row(header.toCut()), row -> row.order(header, batchHash, beaconSignature, cutSignature, term)));
    }

    public StoredBatch recordHeaderSignature(Cut cut, Signature65 signature, long atMillis, Term term) {
        return rows.saveAndFlush(changed(row(cut), row -> row.ordered(signature, atMillis, term)))
                .toStored(properties.rollup());
    }

    /** @param outcomes 9 bytes per position: uint8 outcome, uint64 gasUsed, big-endian */
    public void recordExecution(
            Cut cut, ExecutionStatement statement, Hash32 executionHash, Bytes blockHeader, Bytes outcomes, Term term) {
        rows.saveAndFlush(
                changed(row(cut), row -> row.execution(statement, executionHash, blockHeader, outcomes, term)));
    }

    public StoredBatch recordStatementSignature(Cut cut, Signature65 signature, long atMillis, Term term) {
        return rows.saveAndFlush(changed(row(cut), row -> row.executed(signature, atMillis, term)))
                .toStored(properties.rollup());
    }

    public void recordSkip(Cut cut, Hash32 txHash, int position, String reason) {
        jdbc.sql("""
                        insert into skipped_transaction (tx_hash, generation, number, position, reason)
                        values (:hash, :generation, :number, :position, :reason)
                        on conflict do nothing""")
                .param("hash", txHash.toArray())
                .param("generation", cut.generation().value())
                .param("number", cut.number().value())
                .param("position", position)
                .param("reason", reason)
                .update();
    }

    /** The hash of the batch with a number that is not void; empty while its header is not signed. */
    public Optional<Hash32> batchHash(long number) {
        return rows.byNumber(number)
                .flatMap(row -> row.toStored(properties.rollup()).ordered())
                .map(StoredBatch.Ordered::batchHash);
    }

    /**
     * Voids every batch after {@code anchorNumber} whose generation is older than {@code began}, unfinished ones too.
     *
     * @return them, newest first
     */
    public List<VoidedBatch> voidAfter(long anchorNumber, Generation began) {
        return jdbc
                .sql("""
                        update batch set status = 'VOIDED'
                        where number > :anchor and generation < :began and status <> 'VOIDED'
                        returning generation, number, batch_hash""")
                .param("anchor", anchorNumber)
                .param("began", began.value())
                .query((row, index) -> new VoidedBatch(
                        row.getLong(1),
                        row.getLong(2),
                        Optional.ofNullable(row.getBytes(3)).map(Hash32::wrap)))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(VoidedBatch::number).reversed())
                .toList();
    }

    /** @param batchHash empty when its header was not recorded: nobody has heard of it */
    public record VoidedBatch(long generation, long number, Optional<Hash32> batchHash) {}

    private BatchRow row(Cut cut) {
        BatchRowId id = new BatchRowId(cut.generation().value(), cut.number().value());
        return rows.findById(id)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d of generation %d to be recorded before its next step, found no row."
                                .formatted(id.number(), id.generation())));
    }

    private static BatchRow changed(BatchRow row, Consumer<BatchRow> change) {
        change.accept(row);
        return row;
    }
}
