package dev.candor.audit.batches;

import dev.candor.audit.chain.TestL1;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.contracts.Rollup;
import dev.candor.l1.L1Header;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderingPolicy;
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
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;

/** Makes the first batch of a rollup as an honest orderer would, and posts it. */
final class WrittenBatches {
    private static final long SEALED_AT_MILLIS = TestL1.GENESIS_TIMESTAMP * 1000 + 1000;
    private static final int GAS_USED = 21_000;

    private final TestL1 l1;
    private final CandorDomain domain;

    WrittenBatches(TestL1 l1) {
        this.l1 = l1;
        this.domain = l1.identity().domain();
    }

    record Written(LoggedEvent.BatchSealed sealed, LoggedEvent.BatchExecuted executed, BatchData data) {}

    Written first(
            List<Arrival> arrivals,
            List<DataArrival> inData,
            List<ForcedEntry> forced,
            L1Header origin,
            Policy policy) {
        Cut cut = new Cut(
                l1.identity().id(),
                Generation.ZERO,
                BatchNumber.FIRST,
                TestL1.GENESIS_HASH,
                Seq.ZERO,
                arrivals.size(),
                BatchOrder.cutRoot(arrivals),
                forced.size(),
                0,
                SEALED_AT_MILLIS,
                policy.hash(),
                origin.number(),
                origin.hash());
        Hash32 seed = Seed.of(Bytes.EMPTY, cut.digest(domain));
        BatchOrder order = BatchOrder.order(arrivals, forced, seed, OrderingPolicy.FIFO);
        BatchHeader header = header(cut, order, seed);
        DigestSigner signer = TestL1.orderSigner();
        LoggedEvent.BatchSealed sealed = new LoggedEvent.BatchSealed(
                header,
                signer.sign(header.digest(domain)).toBytes(),
                signer.sign(cut.digest(domain)).toBytes(),
                Bytes.EMPTY,
                header.digest(domain),
                cut.digest(domain));
        Bytes l2Block = l2BlockHeader(header.digest(domain));
        return new Written(
                sealed,
                executed(header, order, l2Block),
                BatchData.encode(new BatchContent(inData, l2Block).encode(Seq.ZERO, SEALED_AT_MILLIS)));
    }

    private LoggedEvent.BatchExecuted executed(BatchHeader header, BatchOrder order, Bytes l2Block) {
        ByteArrayOutputStream outcomes = new ByteArrayOutputStream();
        List<OutcomeLeaf> leaves = order.orderLeaves().stream()
                .map(leaf -> leaf.sender().isZero()
                        ? new OutcomeLeaf(leaf.position(), leaf.txHash(), Outcome.SKIPPED, 0)
                        : new OutcomeLeaf(leaf.position(), leaf.txHash(), Outcome.SUCCEEDED, GAS_USED))
                .toList();
        leaves.forEach(leaf -> outcomes.writeBytes(
                leaf.gasUsed() == 0
                        ? new byte[] {3, 0}
                        : Bytes.fromHex("0x0188a401").toArray()));
        ExecutionStatement statement = new ExecutionStatement(
                header.rollupId(),
                header.generation(),
                header.number(),
                header.digest(domain),
                Keccak256.hash(l2Block),
                Hash32.ZERO,
                Hash32.ZERO,
                OutcomeLeaf.root(leaves),
                GAS_USED);
        return new LoggedEvent.BatchExecuted(
                statement,
                TestL1.orderSigner().sign(statement.digest(domain)).toBytes(),
                statement.digest(domain),
                Bytes.wrap(outcomes.toByteArray()));
    }

    void post(Written batch) throws Exception {
        Rollup rollup = l1.rollup();
        for (Bytes chunk : batch.data().chunks()) {
            rollup.postData(chunk.toArray()).send();
        }
        BatchHeader header = batch.sealed().header();
        DataStatement statement = new DataStatement(
                header.rollupId(),
                header.generation(),
                header.number(),
                header.digest(domain),
                batch.data().dataHash());
        Rollup.PostedBatch posted = new Rollup.PostedBatch(
                wire(header),
                batch.sealed().headerSignature().toArray(),
                new byte[0],
                wire(batch.executed().statement()),
                batch.executed().statementSignature().toArray(),
                batch.data().dataHashes().stream().map(Hash32::toArray).toList(),
                TestL1.orderSigner().sign(statement.digest(domain)).toBytes().toArray());
        Rollup.ParentBatch genesis = new Rollup.ParentBatch(
                wire(NOTHING), Hash32.ZERO.toArray(), Hash32.ZERO.toArray(), BigInteger.ZERO, BigInteger.ZERO);
        rollup.postBatches(genesis, List.of(posted)).send();
    }

    private static final BatchHeader NOTHING = new BatchHeader(
            new dev.candor.protocol.types.RollupId(0),
            Generation.ZERO,
            BatchNumber.GENESIS,
            Hash32.ZERO,
            Seq.ZERO,
            0,
            0,
            Hash32.ZERO,
            Hash32.ZERO,
            Hash32.ZERO,
            0,
            Hash32.ZERO,
            Hash32.ZERO,
            0,
            0,
            0,
            0,
            Hash32.ZERO);

    private static BatchHeader header(Cut cut, BatchOrder order, Hash32 seed) {
        return new BatchHeader(
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
                0,
                seed,
                cut.policyHash(),
                cut.sealedAtMillis(),
                cut.forcedThrough(),
                0,
                cut.l1OriginNumber(),
                cut.l1OriginHash());
    }

    /** Its numbers are nobody's concern here. */
    private static Bytes l2BlockHeader(Hash32 batchHash) {
        Hash32 none = Hash32.ZERO;
        return new L2BlockHeader(
                        none,
                        none,
                        Address.ZERO,
                        none,
                        none,
                        none,
                        Bytes.wrap(new byte[256]),
                        BigInteger.ZERO,
                        1,
                        30_000_000,
                        GAS_USED,
                        SEALED_AT_MILLIS / 1000,
                        batchHash.toBytes(),
                        none,
                        Bytes.wrap(new byte[8]),
                        BigInteger.ONE,
                        none,
                        0,
                        0,
                        none,
                        none)
                .encode();
    }

    private static Rollup.BatchHeader wire(BatchHeader header) {
        return new Rollup.BatchHeader(
                uint(header.rollupId().value()),
                uint(header.generation().value()),
                uint(header.number().value()),
                header.parentHash().toArray(),
                uint(header.firstSeq().value()),
                uint(header.seqCount()),
                uint(header.txCount()),
                header.cutRoot().toArray(),
                header.arrivalRoot().toArray(),
                header.orderRoot().toArray(),
                uint(header.beaconKind()),
                header.seed().toArray(),
                header.policyHash().toArray(),
                uint(header.sealedAtMillis()),
                uint(header.forcedThrough()),
                uint(header.depositsThrough()),
                uint(header.l1OriginNumber()),
                header.l1OriginHash().toArray());
    }

    private static Rollup.ExecutionStatement wire(ExecutionStatement statement) {
        return new Rollup.ExecutionStatement(
                uint(statement.rollupId().value()),
                uint(statement.generation().value()),
                uint(statement.number().value()),
                statement.batchHash().toArray(),
                statement.l2BlockHash().toArray(),
                statement.stateRoot().toArray(),
                statement.receiptsRoot().toArray(),
                statement.outcomesRoot().toArray(),
                uint(statement.gasUsed()));
    }

    private static BigInteger uint(long value) {
        return BigInteger.valueOf(value);
    }
}
