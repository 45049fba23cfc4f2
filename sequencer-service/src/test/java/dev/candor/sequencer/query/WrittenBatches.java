package dev.candor.sequencer.query;

import dev.candor.leadership.Term;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.batches.BatchOrders;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes batches step by step through the real journal, as the orderer does. */
final class WrittenBatches {
    private static final Term TERM = new Term(1);
    private static final int OUTCOME_BYTES = 9;
    private static final int BLOOM_BYTES = 256;

    private final BatchJournal journal;
    private final ArrivalRows arrivals;
    private final WrittenL1 l1;
    private final RollupIdentity rollup;
    private final DigestSigner orderSigner;
    private final InMemoryBeaconSigner beacon;
    private final Policy policy;

    WrittenBatches(
            BatchJournal journal,
            ArrivalRows arrivals,
            WrittenL1 l1,
            RollupIdentity rollup,
            DigestSigner orderSigner,
            InMemoryBeaconSigner beacon,
            Policy policy) {
        this.journal = journal;
        this.arrivals = arrivals;
        this.l1 = l1;
        this.rollup = rollup;
        this.orderSigner = orderSigner;
        this.beacon = beacon;
        this.policy = policy;
    }

    StoredBatch cut(int seqCount, Map<Long, Long> duplicates, int forcedCount) {
        return cut(new Generation(0), seqCount, duplicates, forcedCount);
    }

    StoredBatch cut(Generation generation, int seqCount, Map<Long, Long> duplicates, int forcedCount) {
        StoredBatch parent = journal.newest().orElse(null);
        long firstSeq = parent == null ? 0 : parent.endSeq();
        long forcedFrom = parent == null ? 0 : parent.cut().forcedThrough();
        L1Block origin = l1.origin().orElseThrow();
        Cut cut = new Cut(
                rollup.id(),
                generation,
                new BatchNumber(parent == null ? 1 : parent.number() + 1),
                parent == null
                        ? rollup.genesisHash()
                        : parent.ordered().orElseThrow().batchHash(),
                new Seq(firstSeq),
                seqCount,
                BatchOrder.cutRoot(line(firstSeq, seqCount, duplicates)),
                forcedFrom + forcedCount,
                0,
                parent == null ? 1_700_000_000_000L : parent.cut().sealedAtMillis() + 1000,
                policy.hash(),
                origin.number(),
                origin.hash());
        return journal.recordCut(
                cut, cut.digest(rollup.domain()), policy, forcedFrom, duplicates, cut.sealedAtMillis(), TERM);
    }

    StoredBatch order(StoredBatch batch) {
        Cut cut = batch.cut();
        Bytes beaconSignature = beacon.sign(batch.cutHash());
        Hash32 seed = Seed.of(beaconSignature, batch.cutHash());
        BatchOrder order = BatchOrders.order(
                line(cut.firstSeq().value(), cut.seqCount(), batch.duplicates()),
                l1.forcedEntries(batch.forcedFrom(), cut.forcedThrough()),
                policy,
                1,
                seed,
                rollup.id());
        BatchHeader header = new BatchHeader(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                cut.parentHash(),
                cut.firstSeq(),
                cut.seqCount(),
                order.txCount(),
                cut.cutRoot(),
                order.arrivalRoot(),
                order.orderRoot(),
                1,
                seed,
                cut.policyHash(),
                cut.sealedAtMillis(),
                cut.forcedThrough(),
                cut.depositsThrough(),
                cut.l1OriginNumber(),
                cut.l1OriginHash());
        Hash32 batchHash = header.digest(rollup.domain());
        journal.recordOrder(header, batchHash, beaconSignature, orderSigner.sign(batch.cutHash()), TERM);
        return journal.recordHeaderSignature(cut, orderSigner.sign(batchHash), cut.sealedAtMillis() + 20, TERM);
    }

    /** @param outcomes what becomes of each transaction of the order; a skipped one is recorded with its reason */
    StoredBatch execute(StoredBatch batch, BatchOrder order, Function<OrderLeaf, Outcome> outcomes) {
        Cut cut = batch.cut();
        List<OutcomeLeaf> leaves = new ArrayList<>();
        for (OrderLeaf leaf : order.orderLeaves()) {
            Outcome outcome = outcomes.apply(leaf);
            leaves.add(new OutcomeLeaf(
                    leaf.position(),
                    leaf.txHash(),
                    outcome,
                    outcome == Outcome.SKIPPED ? 0 : 21_000 + leaf.position()));
            if (outcome == Outcome.SKIPPED) {
                journal.recordSkip(cut, leaf.txHash(), leaf.position(), "nonce too high");
            }
        }
        ByteBuffer stored = ByteBuffer.allocate(leaves.size() * OUTCOME_BYTES);
        leaves.forEach(leaf -> stored.put((byte) leaf.outcome().code()).putLong(leaf.gasUsed()));
        Bytes blockHeader = blockHeader(cut.number().value());
        ExecutionStatement statement = new ExecutionStatement(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                batch.ordered().orElseThrow().batchHash(),
                Keccak256.hash(blockHeader),
                Keccak256.hashUtf8("state " + batch.number()),
                Keccak256.hashUtf8("receipts " + batch.number()),
                OutcomeLeaf.root(leaves),
                leaves.stream().mapToLong(OutcomeLeaf::gasUsed).sum());
        Hash32 executionHash = statement.digest(rollup.domain());
        journal.recordExecution(cut, statement, executionHash, blockHeader, Bytes.wrap(stored.array()), TERM);
        return journal.recordStatementSignature(cut, orderSigner.sign(executionHash), cut.sealedAtMillis() + 50, TERM);
    }

    private List<Arrival> line(long firstSeq, long seqCount, Map<Long, Long> duplicates) {
        return BatchOrders.arrivals(arrivals.range(new Seq(firstSeq), seqCount), duplicates);
    }

    private static Bytes blockHeader(long number) {
        return new L2BlockHeader(
                        Hash32.ZERO,
                        Hash32.ZERO,
                        Address.ZERO,
                        Keccak256.hashUtf8("state " + number),
                        Hash32.ZERO,
                        Keccak256.hashUtf8("receipts " + number),
                        Bytes.wrap(new byte[BLOOM_BYTES]),
                        BigInteger.ZERO,
                        number,
                        30_000_000,
                        0,
                        1_700_000_000 + number,
                        Bytes.EMPTY,
                        Hash32.ZERO,
                        Bytes.wrap(new byte[Long.BYTES]),
                        BigInteger.TEN,
                        Hash32.ZERO,
                        0,
                        0,
                        Hash32.ZERO,
                        Hash32.ZERO)
                .encode();
    }
}
