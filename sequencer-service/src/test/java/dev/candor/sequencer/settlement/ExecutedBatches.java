package dev.candor.sequencer.settlement;

import dev.candor.l1.L1Header;
import dev.candor.l1.Web3jL1Node;
import dev.candor.leadership.Term;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.TestL1;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.batches.BatchOrders;
import dev.candor.sequencer.batches.StoredBatch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes batches that L1 takes, as the orderer and the execution client would leave them. */
final class ExecutedBatches {
    private static final Random RANDOM = new Random(7);

    private final TestL1 l1;
    private final SettlementNode.LineOfRows line;
    private final CandorDomain domain;
    private final L1Header origin;
    private final Policy policy;
    private Generation generation = Generation.ZERO;
    private Hash32 parentHash = TestL1.GENESIS_HASH;
    private long number;
    private long firstSeq;
    private long sealedAtMillis = TestL1.GENESIS_TIMESTAMP * 1000;

    ExecutedBatches(TestL1 l1, SettlementNode.LineOfRows line) throws Exception {
        this.l1 = l1;
        this.line = line;
        this.domain = new CandorDomain(31337, l1.rollupAddress());
        this.origin = new Web3jL1Node(l1.web3j()).block(l1.deploymentBlock()).orElseThrow();
        this.policy = policy();
    }

    private Policy policy() throws Exception {
        dev.candor.contracts.Rollup.Policy answer =
                l1.rollup().policyAt(BigInteger.valueOf(origin.number())).send();
        return new Policy(
                answer.version.intValue(),
                OrderingPolicy.ofCode(answer.ordering.intValue()),
                answer.beaconKinds.intValue(),
                answer.transactionTypes.intValue(),
                answer.batchIntervalMillis.longValue(),
                answer.maxGas.longValue(),
                answer.maxCount.intValue(),
                answer.maxBytes.intValue(),
                answer.forcedCap.intValue(),
                answer.inclusionDelaySeconds.longValue(),
                answer.maxOrderingDelayMillis.longValue(),
                Address.fromHex(answer.feeRecipient),
                answer.compensationWei);
    }

    /** @param arrivals each of {@code bytes} random bytes, which compress to nothing less */
    long add(SettlementNode node, int arrivals, int bytes) {
        List<ArrivalRow> rows = new ArrayList<>();
        for (int i = 0; i < arrivals; i++) {
            byte[] raw = new byte[bytes];
            RANDOM.nextBytes(raw);
            Bytes rawTx = Bytes.wrap(raw);
            ArrivalRow row = new ArrivalRow(
                    firstSeq + i,
                    Keccak256.hash(rawTx),
                    Address.fromHex("0x%040x".formatted(100 + i)),
                    number,
                    sealedAtMillis + 500 - i,
                    rawTx);
            rows.add(row);
            line.append(row);
        }
        return record(node, rows);
    }

    /** The next batch that is added has this parent, and belongs to the generation. */
    void goOnFrom(StoredBatch anchor, Generation began) {
        generation = began;
        number = anchor.number();
        firstSeq = anchor.endSeq();
        parentHash = anchor.ordered().orElseThrow().batchHash();
    }

    /** The next arrivals of the line, which voided batches had. */
    long addAgain(SettlementNode node, int arrivals) {
        return record(node, line.range(new Seq(firstSeq), arrivals));
    }

    private long record(SettlementNode node, List<ArrivalRow> rows) {
        number++;
        sealedAtMillis += 1000;
        List<byte[]> leaves = BatchOrders.arrivals(rows, Map.of()).stream()
                .map(Arrival::cutLeaf)
                .map(leaf -> leaf.encode())
                .toList();
        Cut cut = new Cut(
                new RollupId(TestProperties.ROLLUP_ID),
                generation,
                new BatchNumber(number),
                parentHash,
                new Seq(firstSeq),
                rows.size(),
                MerkleTree.root(HashFunction.KECCAK_256, leaves),
                0,
                0,
                sealedAtMillis,
                policy.hash(),
                origin.number(),
                origin.hash());
        Hash32 cutHash = cut.digest(domain);
        BatchHeader header = header(cut, Seed.of(Bytes.EMPTY, cutHash), rows.size());
        Hash32 batchHash = header.digest(domain);
        Bytes l2BlockHeader = l2BlockHeader(batchHash);
        ExecutionStatement statement = new ExecutionStatement(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                batchHash,
                Keccak256.hash(l2BlockHeader),
                Hash32.fromHex("0x%064x".formatted(number)),
                Hash32.ZERO,
                Hash32.ZERO,
                21_000);
        store(node, cut, cutHash, header, batchHash, statement, l2BlockHeader);
        parentHash = batchHash;
        firstSeq += rows.size();
        return number;
    }

    /** A header whose numbers nobody looks at here. */
    private Bytes l2BlockHeader(Hash32 batchHash) {
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
                        number,
                        30_000_000,
                        21_000,
                        sealedAtMillis / 1000,
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

    private static BatchHeader header(Cut cut, Hash32 seed, int count) {
        return new BatchHeader(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                cut.parentHash(),
                cut.firstSeq(),
                cut.seqCount(),
                count,
                cut.cutRoot(),
                Hash32.ZERO,
                Hash32.ZERO,
                0,
                seed,
                cut.policyHash(),
                cut.sealedAtMillis(),
                0,
                0,
                cut.l1OriginNumber(),
                cut.l1OriginHash());
    }

    private void store(
            SettlementNode node,
            Cut cut,
            Hash32 cutHash,
            BatchHeader header,
            Hash32 batchHash,
            ExecutionStatement statement,
            Bytes l2BlockHeader) {
        Term term = node.leadership().current().orElseThrow();
        long now = System.currentTimeMillis();
        node.leadership().fenced(term, () -> {
            node.journal().recordCut(cut, cutHash, policy, 0, Map.of(), now, term);
            node.journal()
                    .recordOrder(
                            header, batchHash, Bytes.EMPTY, TestL1.orderSigner().sign(cutHash), term);
            node.journal().recordHeaderSignature(cut, TestL1.orderSigner().sign(batchHash), now, term);
            Hash32 executionHash = statement.digest(domain);
            node.journal().recordExecution(cut, statement, executionHash, l2BlockHeader, Bytes.EMPTY, term);
            return node.journal()
                    .recordStatementSignature(cut, TestL1.orderSigner().sign(executionHash), now, term);
        });
    }
}
