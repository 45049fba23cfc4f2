package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals, executes and posts one batch of a {@link HonestRollup}, wrong where it is told to be. */
final class BatchMaker {
    private static final long ORIGIN = 30;
    private static final long CHALLENGE_WINDOW = 60;
    private final HonestRollup rollup;
    private final Wrong wrong;

    BatchMaker(HonestRollup rollup, Wrong wrong) {
        this.rollup = rollup;
        this.wrong = wrong;
    }

    HonestBatch make(Optional<HonestBatch> parent, long sealedAtMillis) {
        long first = parent.map(HonestBatch::end).orElse(0L);
        int forcedBefore =
                parent.map(batch -> (int) batch.seen().header().forcedThrough()).orElse(0);
        List<ForcedEntry> forced = rollup.inbox()
                .subList(forcedBefore, Math.min(rollup.inbox().size(), forcedBefore + rollup.policy.forcedCap()));
        List<Arrival> arrivals = wrong.cut(rollup.arrivals(first, rollup.lineSize()));
        BatchHeader draft = wrong.draft(draft(parent, arrivals, forcedBefore + forced.size(), sealedAtMillis));
        Hash32 cutHash = draft.cutHash(rollup.rollup.domain());
        Bytes beaconSignature = wrong.beaconSignature(
                rollup.beaconKind == BeaconKind.NONE ? Bytes.EMPTY : rollup.beacon.sign(cutHash), cutHash);
        Hash32 seed = Seed.of(beaconSignature, cutHash);
        BatchOrder order = BatchOrder.order(
                arrivals, wrong.forced(forced), seed, rollup.policy.ordering().underBeacon(draft.beaconKind()));
        List<OrderLeaf> orderLeaves = wrong.order(order.orderLeaves());
        List<ArrivalLeaf> arrivalLeaves = wrong.arrivals(order.arrivalLeaves());
        BatchHeader header = wrong.header(finished(draft, arrivalLeaves, orderLeaves, seed));
        SeenBatch seen = new SeenBatch(
                rollup.sign(header), rollup.sign(header.toCut()).signature(), beaconSignature, rollup.logged());
        return executed(seen, parent.map(HonestBatch::seen), arrivals, orderLeaves);
    }

    private BatchHeader draft(
            Optional<HonestBatch> parent, List<Arrival> arrivals, long forcedThrough, long sealedAtMillis) {
        return new BatchHeader(
                HonestRollup.ID,
                rollup.generation(),
                parent.map(batch -> batch.seen().header().number().next()).orElse(BatchNumber.FIRST),
                parent.map(batch -> batch.seen().header().digest(rollup.rollup.domain()))
                        .orElse(HonestRollup.GENESIS.hash()),
                new Seq(parent.map(HonestBatch::end).orElse(0L)),
                arrivals.size(),
                0,
                BatchOrder.cutRoot(arrivals),
                Hash32.ZERO,
                Hash32.ZERO,
                rollup.beaconKind.code(),
                Hash32.ZERO,
                rollup.policy.hash(),
                sealedAtMillis,
                forcedThrough,
                0,
                ORIGIN,
                Keccak256.hashUtf8("origin"));
    }

    static BatchHeader finished(BatchHeader draft, List<ArrivalLeaf> arrivals, List<OrderLeaf> order, Hash32 seed) {
        return new BatchHeader(
                draft.rollupId(),
                draft.generation(),
                draft.number(),
                draft.parentHash(),
                draft.firstSeq(),
                draft.seqCount(),
                order.size(),
                draft.cutRoot(),
                root(arrivals.stream().map(ArrivalLeaf::encode).toList()),
                root(order.stream().map(OrderLeaf::encode).toList()),
                draft.beaconKind(),
                seed,
                draft.policyHash(),
                draft.sealedAtMillis(),
                draft.forcedThrough(),
                draft.depositsThrough(),
                draft.l1OriginNumber(),
                draft.l1OriginHash());
    }

    private static Hash32 root(List<byte[]> leaves) {
        return MerkleTree.root(HashFunction.KECCAK_256, leaves);
    }

    private HonestBatch executed(
            SeenBatch seen, Optional<SeenBatch> parent, List<Arrival> arrivals, List<OrderLeaf> order) {
        List<SeenStatement.OutcomeAt> told = new ArrayList<>();
        List<OutcomeLeaf> leaves = new ArrayList<>();
        for (OrderLeaf leaf : order) {
            Outcome outcome = Outcome.values()[leaf.position() % Outcome.values().length];
            long gas = outcome == Outcome.SKIPPED ? 0 : 21_000;
            told.add(new SeenStatement.OutcomeAt(outcome, gas));
            leaves.add(new OutcomeLeaf(leaf.position(), leaf.txHash(), outcome, gas));
        }
        long gasUsed = told.stream().mapToLong(SeenStatement.OutcomeAt::gasUsed).sum();
        Hash32 batchHash = seen.header().digest(rollup.rollup.domain());
        L2BlockHeader block = block(seen.header(), batchHash, gasUsed);
        ExecutionStatement statement = wrong.statement(new ExecutionStatement(
                HonestRollup.ID,
                seen.header().generation(),
                seen.header().number(),
                batchHash,
                block.hash(),
                block.stateRoot(),
                block.receiptsRoot(),
                OutcomeLeaf.root(leaves),
                gasUsed));
        SeenStatement stated = new SeenStatement(rollup.sign(statement), wrong.outcomes(told), rollup.logged());
        return new HonestBatch(
                seen,
                parent,
                stated,
                post(seen, stated, arrivals, block),
                rollup.inbox().size());
    }

    private static L2BlockHeader block(BatchHeader header, Hash32 batchHash, long gasUsed) {
        Hash32 some = Keccak256.hashUtf8("block " + header.number() + " of " + header.generation());
        return new L2BlockHeader(
                some,
                some,
                Address.ZERO,
                some,
                some,
                some,
                Bytes.wrap(new byte[256]),
                BigInteger.ZERO,
                header.number().value(),
                60_000_000,
                gasUsed,
                header.sealedAtMillis() / 1_000,
                batchHash.toBytes(),
                header.seed(),
                Bytes.wrap(new byte[8]),
                BigInteger.valueOf(7),
                some,
                0,
                0,
                header.l1OriginHash(),
                some);
    }

    private SeenPost post(SeenBatch seen, SeenStatement stated, List<Arrival> arrivals, L2BlockHeader block) {
        BatchHeader header = seen.header();
        Bytes content = new BatchContent(
                        arrivals.stream().map(this::dataArrival).toList(), block.encode())
                .encode(header.firstSeq(), header.sealedAtMillis());
        BatchData data = BatchData.encode(wrong.data(content));
        Hash32 batchHash = header.digest(rollup.rollup.domain());
        Signed<DataStatement> signature = rollup.sign(
                new DataStatement(HonestRollup.ID, header.generation(), header.number(), batchHash, data.dataHash()));
        return new SeenPost(
                seen.signedHeader(),
                seen.beaconSignature(),
                stated.signed(),
                data.dataHashes(),
                signature.signature(),
                data.chunks(),
                new BatchCommitment(
                        batchHash,
                        stated.statement().digest(rollup.rollup.domain()),
                        data.dataHash(),
                        header.sealedAtMillis() / 1_000 + 3,
                        CHALLENGE_WINDOW),
                "L1 transaction of batch " + header.number());
    }

    private DataArrival dataArrival(Arrival arrival) {
        if (arrival.empty()) {
            return new DataArrival.Empty();
        }
        return arrival.duplicateOf()
                .<DataArrival>map(earlier -> new DataArrival.Duplicate(arrival.receivedAtMillis(), earlier))
                .orElseGet(() -> new DataArrival.Transaction(
                        arrival.receivedAtMillis(),
                        rollup.record(arrival.seq()).map(ArrivalRecord::rawTx).orElseThrow()));
    }
}
