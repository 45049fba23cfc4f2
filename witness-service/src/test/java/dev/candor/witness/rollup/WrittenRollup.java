package dev.candor.witness.rollup;

import dev.candor.contracts.AccessManager;
import dev.candor.contracts.ForcedInbox;
import dev.candor.contracts.Rollup;
import dev.candor.execution.BatchEntry;
import dev.candor.execution.BatchExecution;
import dev.candor.execution.ExecutionMetrics;
import dev.candor.execution.GethEngine;
import dev.candor.execution.JwtTokens;
import dev.candor.l1.L1Connection;
import dev.candor.l1.L1Header;
import dev.candor.l1.Web3jL1Node;
import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.Genesis;
import dev.candor.localservers.Geth;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** A sequencer in a test's hands, on a real L1 and with a real client: makes batches as an honest one does, signs and posts what it is told. */
public final class WrittenRollup implements AutoCloseable {
    public static final long ROLLUP_ID = 424_242;
    public static final int FINALITY_BLOCKS = 2 * Anvil.SLOTS_IN_AN_EPOCH + 1;

    private static final long GENESIS_SECONDS = 1_760_000_000;
    private static final int RECEIPT_POLL_MILLIS = 50;
    private static final int RECEIPT_POLLS = 600;
    private static final StaticGasProvider GAS =
            new StaticGasProvider(BigInteger.valueOf(20_000_000_000L), BigInteger.valueOf(8_000_000));
    private static final BigInteger ROLLBACK_CONTROLLER = BigInteger.ONE;
    private static final int FORCED_GAS = 30_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final RollupId ID = new RollupId(ROLLUP_ID);

    private final Genesis genesis = Genesis.dev(ROLLUP_ID, GENESIS_SECONDS);
    private final Geth l2 = Geth.start(genesis);
    private final Anvil l1 = Anvil.start();
    private final DeployedContracts contracts;
    private final Web3j web3j;
    private final RawTransactionManager sender;
    private final Rollup rollup;
    private final ForcedInbox inbox;
    private final CandorDomain domain;
    private final GethEngine engine;
    private final DigestSigner orderSigner =
            new InMemorySigner(PrivateKey.fromHex(DevAccounts.ALL.get(1).privateKey()));

    private final InMemoryBeaconSigner beacon = InMemoryBeaconSigner.derive(new byte[32]);
    private final Map<Long, Snapshot> snapshots = new HashMap<>();
    private final Map<Hash32, Seq> arrived = new HashMap<>();
    private final List<Bytes> forced = new ArrayList<>();
    private Rollup.ParentBatch tip = OnTheWire.genesis();
    private Hash32 parentHash;
    private L2BlockHeader parentBlock;
    private Generation generation = Generation.ZERO;
    private long nextSeq;
    private long forcedThrough;

    private record Snapshot(Rollup.ParentBatch tip, Hash32 batchHash, long nextSeq, long forcedThrough) {}

    public WrittenRollup() {
        contracts = DeployedContracts.deploy(DeploymentRequest.of(
                l1, l2, orderSigner.address().toHex(), beacon.key().toBytes().toHex()));
        web3j = L1Connection.open(URI.create(l1.rpcUrl()), TIMEOUT);
        sender = new RawTransactionManager(
                web3j,
                Credentials.create(DevAccounts.ALL.getFirst().privateKey()),
                Anvil.CHAIN_ID,
                RECEIPT_POLLS,
                RECEIPT_POLL_MILLIS);
        rollup = Rollup.load(contracts.rollup(), web3j, sender, GAS);
        inbox = ForcedInbox.load(contracts.forcedInbox(), web3j, sender, GAS);
        domain = new CandorDomain(Anvil.CHAIN_ID, Address.fromHex(contracts.rollup()));
        engine = GethEngine.at(
                URI.create(l2.rpcUrl()),
                URI.create(l2.engineUrl()),
                JwtTokens.fromFile(l2.jwtSecretFile(), Clock.systemUTC()),
                TIMEOUT);
        parentBlock = engine.head();
        parentHash = parentBlock.hash();
        makeFinal();
    }

    public Anvil l1() {
        return l1;
    }

    public Genesis genesis() {
        return genesis;
    }

    public String rollupAddress() {
        return contracts.rollup();
    }

    public CandorDomain domain() {
        return domain;
    }

    /** Everything that L1 has now becomes final there. */
    public void makeFinal() {
        l1.mine(FINALITY_BLOCKS);
    }

    /** Queues an entry in the inbox; the next batch whose origin is late enough takes it. */
    public void force(Bytes rawTx) throws Exception {
        BigInteger gas = BigInteger.valueOf(FORCED_GAS);
        inbox.force(rawTx.toArray(), gas, inbox.feeFor(gas).send()).send();
        forced.add(rawTx);
        makeFinal();
    }

    /**
     * The next batch, executed by the sequencer's client and not posted. The chain goes on from it, whatever of it is posted.
     *
     * @param raws in the order of seq; empty bytes are an EMPTY arrival
     */
    public WrittenBatch next(Bytes... raws) throws Exception {
        return next(beacon::sign, raws);
    }

    /** As {@link #next}, with a beacon signature of another key: L1 takes it. */
    public WrittenBatch nextWithFalseBeacon(Bytes... raws) throws Exception {
        byte[] other = new byte[32];
        other[0] = 1;
        return next(InMemoryBeaconSigner.derive(other)::sign, raws);
    }

    private WrittenBatch next(Function<Hash32, Bytes> beaconSignatures, Bytes... raws) throws Exception {
        L1Header origin = new Web3jL1Node(web3j).finalized().orElseThrow();
        long number = parentBlock.number() + 1;
        long sealedAtMillis = (GENESIS_SECONDS + number) * 1000 + 7;
        Seq first = new Seq(nextSeq);
        List<Arrival> arrivals = new ArrayList<>();
        List<DataArrival> inData = new ArrayList<>();
        for (Bytes raw : raws) {
            take(raw, new Seq(nextSeq), sealedAtMillis, arrivals, inData);
            nextSeq++;
        }
        List<ForcedEntry> entries = takeForced();
        Rollup.Policy policy =
                rollup.policyAt(BigInteger.valueOf(origin.number())).send();
        Cut cut = new Cut(
                ID,
                generation,
                new BatchNumber(number),
                parentHash,
                first,
                raws.length,
                BatchOrder.cutRoot(arrivals),
                forcedThrough,
                0,
                sealedAtMillis,
                Hash32.wrap(
                        rollup.policyHashAt(BigInteger.valueOf(origin.number())).send()),
                origin.number(),
                origin.hash());
        Bytes beaconSignature = beaconSignatures.apply(cut.digest(domain));
        Hash32 seed = Seed.of(beaconSignature, cut.digest(domain));
        BatchOrder order = BatchOrder.order(arrivals, entries, seed, OrderingPolicy.SHUFFLE);
        BatchHeader header = header(cut, order, seed);
        BatchExecution.Executed executed = execute(header, Address.fromHex(policy.feeRecipient), order, raws, first);
        return written(
                header,
                beaconSignature,
                executed,
                order,
                new BatchContent(inData, executed.header().encode()));
    }

    private void take(Bytes raw, Seq seq, long sealedAtMillis, List<Arrival> arrivals, List<DataArrival> inData) {
        if (raw.isEmpty()) {
            arrivals.add(Arrival.empty(seq));
            inData.add(new DataArrival.Empty());
            return;
        }
        long receivedAtMillis = sealedAtMillis - 100;
        Arrival arrival = Arrival.of(seq, RawTransaction.require(raw), receivedAtMillis);
        Seq earlier = arrived.putIfAbsent(arrival.txHash(), seq);
        arrivals.add(earlier == null ? arrival : arrival.asDuplicateOf(earlier));
        inData.add(
                earlier == null
                        ? new DataArrival.Transaction(receivedAtMillis, raw)
                        : new DataArrival.Duplicate(receivedAtMillis, earlier));
    }

    private List<ForcedEntry> takeForced() {
        List<ForcedEntry> entries = new ArrayList<>();
        for (; forcedThrough < forced.size(); forcedThrough++) {
            entries.add(ForcedEntry.judge(forcedThrough, forced.get((int) forcedThrough), FORCED_GAS, ID));
        }
        return entries;
    }

    private BatchExecution.Executed execute(
            BatchHeader header, Address feeRecipient, BatchOrder order, Bytes[] raws, Seq first) {
        Hash32 batchHash = header.digest(domain);
        L2BlockAttributes attributes = new L2BlockAttributes(
                header.number().value(),
                parentBlock.hash(),
                L2BlockAttributes.timestamp(parentBlock.timestamp(), header.sealedAtMillis()),
                header.seed(),
                header.l1OriginHash(),
                batchHash.toBytes(),
                feeRecipient,
                parentBlock.gasLimit());
        List<BatchEntry> entries = order.orderLeaves().stream()
                .map(leaf -> leaf.kind() == OrderLeaf.Kind.FORCED
                        ? new BatchEntry(
                                leaf.position(), true, leaf.txHash(), forced.get((int) leaf.index()), FORCED_GAS)
                        : new BatchEntry(
                                leaf.position(), false, leaf.txHash(), raws[(int) (leaf.index() - first.value())], 0))
                .toList();
        BatchExecution.Executed executed = new BatchExecution(
                        engine, new ExecutionMetrics(new SimpleMeterRegistry(), "test"), ID)
                .execute(attributes, parentBlock, entries);
        engine.setHead(executed.header().hash(), Optional.empty(), Optional.empty());
        parentBlock = executed.header();
        parentHash = batchHash;
        return executed;
    }

    private WrittenBatch written(
            BatchHeader header,
            Bytes beaconSignature,
            BatchExecution.Executed executed,
            BatchOrder order,
            BatchContent content) {
        List<OutcomeLeaf> outcomes = order.orderLeaves().stream()
                .map(leaf -> {
                    BatchExecution.EntryOutcome outcome = executed.outcomes().get(leaf.position());
                    return new OutcomeLeaf(leaf.position(), leaf.txHash(), outcome.outcome(), outcome.gasUsed());
                })
                .toList();
        L2BlockHeader block = executed.header();
        ExecutionStatement statement = new ExecutionStatement(
                ID,
                header.generation(),
                header.number(),
                header.digest(domain),
                block.hash(),
                block.stateRoot(),
                block.receiptsRoot(),
                OutcomeLeaf.root(outcomes),
                block.gasUsed());
        BatchData data = BatchData.encode(content.encode(header.firstSeq(), header.sealedAtMillis()));
        return new WrittenBatch(header, beaconSignature, statement, data, content, tip);
    }

    /** Signs and posts it; afterwards it is what the next batch is posted on. */
    public void post(WrittenBatch batch) throws Exception {
        for (Bytes chunk : batch.data().chunks()) {
            rollup.postData(chunk.toArray()).send();
        }
        BatchHeader header = batch.header();
        DataStatement data = new DataStatement(
                ID,
                header.generation(),
                header.number(),
                header.digest(domain),
                batch.data().dataHash());
        Rollup.PostedBatch posted = new Rollup.PostedBatch(
                OnTheWire.header(header),
                signature(header),
                batch.beaconSignature().toArray(),
                OnTheWire.statement(batch.statement()),
                signature(batch.statement()),
                batch.data().dataHashes().stream().map(Hash32::toArray).toList(),
                signature(data));
        TransactionReceipt receipt =
                rollup.postBatches(batch.parent(), List.of(posted)).send();
        tip = OnTheWire.parent(header, Rollup.getBatchPostedEvents(receipt).getFirst());
        snapshots.put(
                header.number().value(),
                new Snapshot(
                        tip,
                        header.digest(domain),
                        header.firstSeq().value() + header.seqCount(),
                        header.forcedThrough()));
    }

    /** Executes a rollback to a posted batch, as its contract may; the next batch is of the new generation. */
    public void rollBackTo(long anchor) throws Exception {
        Snapshot kept = Objects.requireNonNull(snapshots.get(anchor));
        AccessManager manager = AccessManager.load(rollup.authority().send(), web3j, sender, GAS);
        manager.grantRole(ROLLBACK_CONTROLLER, DevAccounts.ALL.getFirst().address(), BigInteger.ZERO)
                .send();
        rollup.rollbackTo(kept.tip(), Keccak256.hashUtf8("fault").toArray()).send();
        engine.rollbackTo(anchor);
        generation = new Generation(generation.value() + 1);
        tip = kept.tip();
        parentHash = kept.batchHash();
        parentBlock = engine.head();
        nextSeq = kept.nextSeq();
        forcedThrough = kept.forcedThrough();
        arrived.values().removeIf(seq -> seq.value() >= nextSeq);
    }

    private byte[] signature(SignedObject object) {
        return orderSigner.sign(object.digest(domain)).toBytes().toArray();
    }

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
                BeaconKind.OWN.code(),
                seed,
                cut.policyHash(),
                cut.sealedAtMillis(),
                cut.forcedThrough(),
                0,
                cut.l1OriginNumber(),
                cut.l1OriginHash());
    }

    @Override
    public void close() {
        web3j.shutdown();
        l1.close();
        l2.close();
    }
}
