package dev.candor.audit.batches;

import dev.candor.audit.chain.PostCalldata;
import dev.candor.audit.chain.PostedBatch;
import dev.candor.audit.chain.PostedFacts;
import dev.candor.audit.chain.PostedFacts.Fetched;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.data.InvalidBatchDataException;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes a batch from what was posted. */
@Component
class BatchesFromL1 {
    private static final long MAX_GENERATIONS_BACK = 64;

    private final PostedFacts posted;
    private final LoggedArrivals logged;
    private final RulesAtOrigin rules;
    private final BatchMaking making;
    private final RollupIdentity identity;

    BatchesFromL1(PostedFacts posted, EntryLookups lookups, RulesAtOrigin rules, RollupIdentity identity) {
        this.posted = posted;
        this.logged = new LoggedArrivals(lookups);
        this.rules = rules;
        this.making = new BatchMaking(identity.domain());
        this.identity = identity;
    }

    RebuiltBatch make(PostedBatch post) throws CannotRebuildException {
        PostCalldata calldata = found(posted.calldata(post));
        BatchHeader header = calldata.header();
        Differences differences = new Differences();
        ParentEnd parent = parent(header);
        making.compareWithParent(header, parent, differences);
        RulesAtOrigin.Rules inForce = rules.of(header, parent, differences);
        BatchesFromLog.requireCount(header, inForce.policy(), differences);
        differences.compare(
                Difference.Part.DATA_HASH,
                BatchData.dataHash(calldata.dataHashes()),
                post.commitment().dataHash());
        BatchContent content = content(calldata, inForce.policy());
        List<Arrival> arrivals = arrivals(header, content);
        compareMarks(header, arrivals, differences);
        BatchOrder order = making.order(header, calldata.beaconSignature(), arrivals, inForce, differences);
        making.compareStatement(header, calldata.statement(), differences);
        differences.compare(
                Difference.Part.EXECUTION_HASH,
                calldata.statement().digest(identity.domain()),
                post.commitment().executionHash());
        differences.compare(
                Difference.Part.L2_BLOCK_HASH,
                Keccak256.hash(content.l2BlockHeader()),
                calldata.statement().l2BlockHash());
        return new RebuiltBatch(header, inForce.policy(), order, List.of(), differences.all());
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

    private List<Arrival> arrivals(BatchHeader header, BatchContent content) throws CannotRebuildException {
        List<Arrival> arrivals = new ArrayList<>();
        Map<Seq, Arrival> known = new HashMap<>();
        for (DataArrival data : content.arrivals()) {
            Seq seq = header.firstSeq().plus(arrivals.size());
            Arrival arrival = arrival(seq, data, known);
            known.put(seq, arrival);
            arrivals.add(arrival);
        }
        return arrivals;
    }

    private Arrival arrival(Seq seq, DataArrival data, Map<Seq, Arrival> known) throws CannotRebuildException {
        return switch (data) {
            case DataArrival.Empty empty -> Arrival.empty(seq);
            case DataArrival.Transaction(long receivedAtMillis, Bytes rawTx) ->
                switch (RawTransaction.decode(rawTx, identity.id())) {
                    case RawTransaction.Decoded(var transaction) -> Arrival.of(seq, transaction, receivedAtMillis);
                    case RawTransaction.Malformed malformed ->
                        throw CannotRebuildException.impossible(
                                Difference.Part.DATA,
                                "transactions that decode",
                                "%s at arrival %s".formatted(malformed.reason(), seq));
                };
            case DataArrival.Duplicate(long receivedAtMillis, Seq duplicateOf) -> {
                Arrival earlier = Optional.ofNullable(known.get(duplicateOf))
                        .or(() -> logged.at(duplicateOf))
                        .orElseThrow(() -> CannotRebuildException.notYet(
                                "arrival %s is not in the log yet.".formatted(duplicateOf)));
                yield Arrival.of(seq, earlier.txHash(), earlier.sender(), earlier.nonce(), receivedAtMillis)
                        .asDuplicateOf(duplicateOf);
            }
        };
    }

    /** Whether exactly those are marked as duplicates that are, by the log. */
    private void compareMarks(BatchHeader header, List<Arrival> arrivals, Differences differences) {
        List<Arrival> expected = logged.marked(arrivals, header.firstSeq());
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
                throw CannotRebuildException.impossible(Difference.Part.DATA, "what was posted, on L1", reason);
        };
    }
}
