package dev.candor.l1.batches;

import dev.candor.l1.rollup.PostCalldata;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.l1.rollup.PostedFacts.Fetched;
import dev.candor.l1.rollup.QueuedForced;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.data.InvalidBatchDataException;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a batch from what was posted. */
public final class BatchesFromL1 {
    private static final long MAX_GENERATIONS_BACK = 64;

    private final PostedFacts posted;
    private final EarlierArrivals earlier;
    private final RulesAtOrigin rules;
    private final BatchMaking making;
    private final CandorDomain domain;

    public BatchesFromL1(PostedFacts posted, EarlierArrivals earlier, RulesAtOrigin rules, CandorDomain domain) {
        this.posted = posted;
        this.earlier = earlier;
        this.rules = rules;
        this.making = new BatchMaking(domain);
        this.domain = domain;
    }

    /**
     * @throws CannotRebuildException with what is awaited, or with what makes it impossible
     * @throws dev.candor.l1.L1UnavailableException ask again later
     */
    public BatchFromL1 make(PostedBatch post) throws CannotRebuildException {
        PostCalldata calldata = found(posted.calldata(post));
        BatchHeader header = calldata.header();
        Differences differences = new Differences();
        ParentEnd parent = parent(header);
        making.compareWithParent(header, parent, differences);
        RulesAtOrigin.Rules inForce = rules.of(header, parent, differences);
        making.compareCount(header, inForce.policy(), differences);
        differences.compare(
                Difference.Part.DATA_HASH,
                BatchData.dataHash(calldata.dataHashes()),
                post.commitment().dataHash());
        BatchContent content = content(calldata, inForce.policy());
        Map<Seq, Long> gasLimits = new HashMap<>();
        List<Arrival> arrivals = arrivals(header, content, gasLimits);
        compareMarks(header, arrivals, differences);
        BatchOrder order = making.order(header, calldata.beaconSignature(), arrivals, inForce, differences);
        List<OrderedTransaction> transactions = transactions(header, content, inForce.forced(), order);
        new Caps(inForce.policy()).compare(header, transactions, gasLimits, inForce, differences);
        compareStatement(calldata, post, content, differences);
        return new BatchFromL1(
                post, calldata, inForce.policy(), content, arrivals, order, transactions, differences.all());
    }

    private void compareStatement(
            PostCalldata calldata, PostedBatch post, BatchContent content, Differences differences) {
        making.compareStatement(calldata.header(), calldata.statement(), differences);
        differences.compare(
                Difference.Part.EXECUTION_HASH,
                calldata.statement().digest(domain),
                post.commitment().executionHash());
        differences.compare(
                Difference.Part.L2_BLOCK_HASH,
                Keccak256.hash(content.l2BlockHeader()),
                calldata.statement().l2BlockHash());
    }

    private static List<OrderedTransaction> transactions(
            BatchHeader header, BatchContent content, List<QueuedForced> forced, BatchOrder order) {
        Map<Long, QueuedForced> queued = new HashMap<>();
        forced.forEach(entry -> queued.put(entry.index(), entry));
        List<OrderedTransaction> transactions = new ArrayList<>();
        for (OrderLeaf leaf : order.orderLeaves()) {
            QueuedForced entry = leaf.kind() == OrderLeaf.Kind.FORCED ? queued.get(leaf.index()) : null;
            if (entry != null) {
                transactions.add(new OrderedTransaction(leaf, entry.rawTx(), entry.gasLimit()));
            } else {
                int place = (int) (leaf.index() - header.firstSeq().value());
                transactions.add(
                        new OrderedTransaction(leaf, rawTx(content.arrivals().get(place)), 0));
            }
        }
        return transactions;
    }

    /** Only an arrival with its bytes has a position. */
    private static Bytes rawTx(DataArrival arrival) {
        return arrival instanceof DataArrival.Transaction(long receivedAtMillis, Bytes raw) ? raw : Bytes.EMPTY;
    }

    /** The newest batch that was posted with this hash: of this generation, or the anchor of an older one. */
    private ParentEnd parent(BatchHeader header) throws CannotRebuildException {
        if (header.number().equals(BatchNumber.FIRST)) {
            return ParentEnd.GENESIS;
        }
        long generation = header.generation().value();
        for (long older = generation; older >= Math.max(0, generation - MAX_GENERATIONS_BACK); older--) {
            Optional<PostedBatch> parent = posted.post(
                            new Generation(older), header.number().previous())
                    .filter(it -> it.commitment().batchHash().equals(header.parentHash()));
            if (parent.isPresent()) {
                return new ParentEnd(
                        parent.get().number(),
                        parent.get().coveredCount(),
                        parent.get().forcedThrough());
            }
        }
        throw CannotRebuildException.impossible(
                Difference.Part.PARENT_HASH, "the hash of a batch that was posted before", header.parentHash());
    }

    private BatchContent content(PostCalldata calldata, Policy policy) throws CannotRebuildException {
        BatchHeader header = calldata.header();
        if (calldata.dataHashes().isEmpty()) {
            throw CannotRebuildException.impossible(Difference.Part.DATA, "1 to 64 chunks", "none");
        }
        try {
            BatchData data = new BatchData(found(posted.chunks(calldata.dataHashes())));
            Bytes content = data.decode(BatchData.maxContentBytes(policy.maxBytes(), header.seqCount()));
            return BatchContent.decode(content, header.firstSeq(), header.seqCount(), header.sealedAtMillis());
        } catch (InvalidBatchDataException | IllegalArgumentException e) {
            throw CannotRebuildException.impossible(
                    Difference.Part.DATA, "data that decodes", String.valueOf(e.getMessage()));
        }
    }

    private List<Arrival> arrivals(BatchHeader header, BatchContent content, Map<Seq, Long> gasLimits)
            throws CannotRebuildException {
        List<RawTransaction> decoded = decoded(header.rollupId(), content);
        List<Arrival> arrivals = new ArrayList<>();
        Map<Seq, Arrival> known = new HashMap<>();
        for (DataArrival data : content.arrivals()) {
            Seq seq = header.firstSeq().plus(arrivals.size());
            Arrival arrival = arrival(seq, data, decoded.get(arrivals.size()), known, gasLimits);
            known.put(seq, arrival);
            arrivals.add(arrival);
        }
        return arrivals;
    }

    /** Recovering the senders is most of the work of a batch: on all cores. What has no bytes decodes to nothing. */
    private static List<RawTransaction> decoded(RollupId rollup, BatchContent content) {
        return content.arrivals().parallelStream()
                .map(data -> RawTransaction.decode(rawTx(data), rollup))
                .toList();
    }

    private Arrival arrival(
            Seq seq, DataArrival data, RawTransaction decoded, Map<Seq, Arrival> known, Map<Seq, Long> gasLimits)
            throws CannotRebuildException {
        return switch (data) {
            case DataArrival.Empty empty -> Arrival.empty(seq);
            case DataArrival.Transaction(long receivedAtMillis, Bytes rawTx) ->
                switch (decoded) {
                    case RawTransaction.Decoded(var transaction) -> {
                        gasLimits.put(seq, transaction.gasLimit());
                        yield Arrival.of(seq, transaction, receivedAtMillis);
                    }
                    case RawTransaction.Malformed malformed ->
                        throw CannotRebuildException.impossible(
                                Difference.Part.DATA,
                                "transactions that decode",
                                "%s at arrival %s".formatted(malformed.reason(), seq));
                };
            case DataArrival.Duplicate(long receivedAtMillis, Seq duplicateOf) -> {
                Arrival first = Optional.ofNullable(known.get(duplicateOf))
                        .or(() -> earlier.at(duplicateOf))
                        .orElseThrow(() -> CannotRebuildException.notYet(
                                "arrival %s, which the data repeats, is not known yet.".formatted(duplicateOf)));
                yield Arrival.of(seq, first.txHash(), first.sender(), first.nonce(), receivedAtMillis)
                        .asDuplicateOf(duplicateOf);
            }
        };
    }

    /** Whether exactly those are marked as duplicates that are. */
    private void compareMarks(BatchHeader header, List<Arrival> arrivals, Differences differences) {
        List<Arrival> expected = DuplicateMarks.marked(arrivals, header.firstSeq(), earlier);
        for (int i = 0; i < arrivals.size(); i++) {
            if (!expected.get(i).duplicateOf().equals(arrivals.get(i).duplicateOf())) {
                differences.add(
                        Difference.Part.DATA,
                        "arrival %s as %s".formatted(arrivals.get(i).seq(), mark(expected.get(i))),
                        mark(arrivals.get(i)));
                return;
            }
        }
    }

    private static String mark(Arrival arrival) {
        return arrival.duplicateOf().map(earlier -> "a duplicate of " + earlier).orElse("no duplicate");
    }

    private static <T> T found(Fetched<T> fetched) throws CannotRebuildException {
        return switch (fetched) {
            case Fetched.Found<T>(T value) -> value;
            case Fetched.NotThere<T>(String reason) ->
                throw CannotRebuildException.lacking(Difference.Part.DATA, "what was posted, on L1", reason);
        };
    }
}
