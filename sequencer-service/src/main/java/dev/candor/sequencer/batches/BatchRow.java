package dev.candor.sequencer.batches;

import dev.candor.leadership.Term;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A batch's row; its columns are filled from left to right as the batch comes along, and never change afterwards. */
@Entity
@Table(name = "batch")
class BatchRow implements Persistable<BatchRowId> {

    @EmbeddedId
    private BatchRowId id;

    @Enumerated(EnumType.STRING)
    private BatchStatus status;

    private long term;

    @Embedded
    private CutColumns cut;

    private byte[] policy;
    private byte[] duplicates;
    private byte @Nullable [] cutSignature;

    @Embedded
    private @Nullable OrderColumns order;

    private byte @Nullable [] headerSignature;

    @Embedded
    private @Nullable ExecutionColumns execution;

    private byte @Nullable [] statementSignature;
    private long cutAtMillis;
    private @Nullable Long orderedAtMillis;
    private @Nullable Long executedAtMillis;

    @Transient
    private boolean unsaved;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected BatchRow() {}

    BatchRow(NewCut fresh, Term term) {
        this.id = new BatchRowId(
                fresh.cut().generation().value(), fresh.cut().number().value());
        this.status = BatchStatus.CUT;
        this.term = term.value();
        this.cut = CutColumns.of(fresh.cut(), fresh.cutHash(), fresh.forcedFrom());
        this.policy = fresh.policy().encode().toArray();
        this.duplicates = Duplicates.encode(fresh.duplicates());
        this.cutAtMillis = fresh.cutAtMillis();
        this.unsaved = true;
    }

    void order(BatchHeader header, Hash32 batchHash, Bytes beaconSignature, Signature65 signatureOfCut, Term by) {
        this.order = OrderColumns.of(header, batchHash, beaconSignature.toArray());
        this.cutSignature = signatureOfCut.toBytes().toArray();
        this.term = by.value();
    }

    void ordered(Signature65 signature, long atMillis, Term by) {
        this.headerSignature = signature.toBytes().toArray();
        this.orderedAtMillis = atMillis;
        this.term = by.value();
        advance(BatchStatus.ORDERED);
    }

    void execution(ExecutionStatement statement, Hash32 executionHash, Bytes blockHeader, Bytes outcomes, Term by) {
        this.execution = ExecutionColumns.of(statement, executionHash, blockHeader, outcomes);
        this.term = by.value();
    }

    void executed(Signature65 signature, long atMillis, Term by) {
        this.statementSignature = signature.toBytes().toArray();
        this.executedAtMillis = atMillis;
        this.term = by.value();
        advance(BatchStatus.EXECUTED);
    }

    private void advance(BatchStatus to) {
        if (status.ordinal() < to.ordinal()) {
            status = to;
        }
    }

    StoredBatch toStored(RollupId rollupId) {
        Cut domainCut = cut.toCut(rollupId, id);
        Hash32 cutHash = Hash32.copyOf(cut.cutHash());
        return new StoredBatch(
                status,
                domainCut,
                cutHash,
                Optional.ofNullable(cutSignature).map(Signature65::of),
                Policy.decode(Bytes.copyOf(policy)),
                cut.forcedFrom(),
                Duplicates.decode(duplicates),
                ordered(domainCut),
                executed(domainCut),
                term,
                cutAtMillis);
    }

    private Optional<StoredBatch.Ordered> ordered(Cut domainCut) {
        byte[] signature = headerSignature;
        OrderColumns columns = order;
        if (signature == null || columns == null) {
            return Optional.empty();
        }
        return Optional.of(new StoredBatch.Ordered(
                columns.toHeader(domainCut),
                Hash32.copyOf(columns.batchHash()),
                Signature65.of(signature),
                Bytes.copyOf(columns.beaconSignature()),
                Objects.requireNonNull(orderedAtMillis, "ordered_at_millis of an ordered batch")));
    }

    private Optional<StoredBatch.Executed> executed(Cut domainCut) {
        byte[] signature = statementSignature;
        ExecutionColumns columns = execution;
        if (signature == null || columns == null || order == null) {
            return Optional.empty();
        }
        return Optional.of(new StoredBatch.Executed(
                columns.toStatement(domainCut, Hash32.copyOf(order.batchHash())),
                Hash32.copyOf(columns.executionHash()),
                Signature65.of(signature),
                Bytes.copyOf(columns.l2BlockHeader()),
                Bytes.copyOf(columns.outcomes()),
                Objects.requireNonNull(executedAtMillis, "executed_at_millis of an executed batch")));
    }

    /** Beacon signature that is stored already, though the header may not be signed yet. */
    Optional<Bytes> beaconSignature() {
        return Optional.ofNullable(order).map(columns -> Bytes.copyOf(columns.beaconSignature()));
    }

    @Override
    public BatchRowId getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return unsaved;
    }

    @PostPersist
    @PostLoad
    void saved() {
        this.unsaved = false;
    }

    /** What a new row is made of. */
    record NewCut(
            Cut cut, Hash32 cutHash, Policy policy, long forcedFrom, Map<Long, Long> duplicates, long cutAtMillis) {}
}
