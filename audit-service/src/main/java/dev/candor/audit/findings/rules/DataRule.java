package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.data.InvalidBatchDataException;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The data on L1 does not give back the batch (protocol.md section 7, "Valid" 1, 3 and 4 but for execution): such a batch
 * is INVALID, and its data the signer's own act.
 */
public final class DataRule {
    private final AuditedRollup rollup;

    public DataRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /** What stands around the data. */
    public record Context(Policy policy, Rebuild logged, Function<Seq, Optional<Arrival>> earlier) {}

    private static final class DoesNotRebuild extends Exception {
        private static final long serialVersionUID = 1L;

        DoesNotRebuild(String found) {
            super(found, null, false, false);
        }
    }

    /**
     * @param context the policy at the origin, forced entries and ordering from L1 and the policy, and the
     *     arrivals of batches before this one
     */
    public Optional<Finding> judge(SeenPost post, Context context) {
        try {
            requireRebuilds(post, context);
            return Optional.empty();
        } catch (DoesNotRebuild wrong) {
            return Optional.of(finding(post, String.valueOf(wrong.getMessage())));
        } catch (InvalidBatchDataException | MalformedRlpException wrong) {
            return Optional.of(finding(post, String.valueOf(wrong.getMessage())));
        }
    }

    private void requireRebuilds(SeenPost post, Context context)
            throws DoesNotRebuild, InvalidBatchDataException, MalformedRlpException {
        BatchHeader header = post.header().object();
        BatchContent content = content(post, context.policy());
        List<Arrival> arrivals = arrivals(content, header, context.earlier());
        BatchOrder order = context.logged().withArrivals(arrivals).order(header.seed());
        require("cutRoot", order.cutRoot(), header.cutRoot());
        require("arrivalRoot", order.arrivalRoot(), header.arrivalRoot());
        require("orderRoot", order.orderRoot(), header.orderRoot());
        require("txCount", order.txCount(), header.txCount());
        requireBlock(L2BlockHeader.decode(content.l2BlockHeader()), post);
    }

    private static BatchContent content(SeenPost post, Policy policy) throws DoesNotRebuild, InvalidBatchDataException {
        BatchHeader header = post.header().object();
        List<Hash32> hashes = post.chunks().stream().map(Keccak256::hash).toList();
        require("dataHashes", post.dataHashes(), hashes);
        require("dataHash", post.commitment().dataHash(), BatchData.dataHash(hashes));
        Bytes content;
        try {
            content = new BatchData(post.chunks())
                    .decode(BatchData.maxContentBytes(policy.maxBytes(), header.seqCount()));
        } catch (IllegalArgumentException notChunks) {
            throw new DoesNotRebuild(String.valueOf(notChunks.getMessage()));
        }
        return BatchContent.decode(content, header.firstSeq(), header.seqCount(), header.sealedAtMillis());
    }

    private List<Arrival> arrivals(BatchContent content, BatchHeader header, Function<Seq, Optional<Arrival>> earlier)
            throws DoesNotRebuild {
        List<Arrival> arrivals = new ArrayList<>();
        Seq seq = header.firstSeq();
        for (DataArrival told : content.arrivals()) {
            arrivals.add(arrival(told, seq, arrivals, header, earlier));
            seq = seq.next();
        }
        return arrivals;
    }

    private Arrival arrival(
            DataArrival told,
            Seq seq,
            List<Arrival> before,
            BatchHeader header,
            Function<Seq, Optional<Arrival>> earlier)
            throws DoesNotRebuild {
        return switch (told) {
            case DataArrival.Empty() -> Arrival.empty(seq);
            case DataArrival.Transaction(long receivedAtMillis, Bytes rawTx) ->
                Arrival.of(seq, decoded(seq, rawTx), receivedAtMillis);
            case DataArrival.Duplicate(long receivedAtMillis, Seq duplicateOf) ->
                repetition(seq, receivedAtMillis, duplicateOf, before, header, earlier);
        };
    }

    private EthTransaction decoded(Seq seq, Bytes rawTx) throws DoesNotRebuild {
        return switch (RawTransaction.decode(rawTx, rollup.id())) {
            case RawTransaction.Decoded(EthTransaction transaction) -> transaction;
            case RawTransaction.Malformed malformed ->
                throw new DoesNotRebuild("arrival " + seq + " that does not decode: " + malformed.detail());
        };
    }

    private static Arrival repetition(
            Seq seq,
            long receivedAtMillis,
            Seq named,
            List<Arrival> before,
            BatchHeader header,
            Function<Seq, Optional<Arrival>> earlier)
            throws DoesNotRebuild {
        Optional<Arrival> original = named.isBefore(header.firstSeq())
                ? earlier.apply(named)
                : Optional.of(
                        before.get((int) (named.value() - header.firstSeq().value())));
        Arrival first = original.filter(found -> !found.empty())
                .orElseThrow(
                        () -> new DoesNotRebuild("a duplicate of arrival " + named + ", which is EMPTY or unknown"));
        return new Arrival(
                seq, first.txHash(), first.sender(), first.nonce(), receivedAtMillis, Optional.of(named), false);
    }

    private static void requireBlock(L2BlockHeader block, SeenPost post) throws DoesNotRebuild {
        ExecutionStatement statement = post.statement().object();
        BatchHeader header = post.header().object();
        require("l2BlockHash", block.hash(), statement.l2BlockHash());
        require("stateRoot", block.stateRoot(), statement.stateRoot());
        require("receiptsRoot", block.receiptsRoot(), statement.receiptsRoot());
        require("gasUsed", block.gasUsed(), statement.gasUsed());
        require("number", block.number(), header.number().value());
        require("prevRandao", block.prevRandao(), header.seed());
        require(
                "extraData",
                Hash32.copyOf(block.extraData().toArray()),
                post.commitment().batchHash());
        require("parentBeaconBlockRoot", block.parentBeaconBlockRoot(), header.l1OriginHash());
    }

    private static void require(String what, Object rebuilt, Object signed) throws DoesNotRebuild {
        if (!rebuilt.equals(signed)) {
            throw new DoesNotRebuild("%s %s from the data, %s signed".formatted(what, rebuilt, signed));
        }
    }

    private Finding finding(SeenPost post, String found) {
        Hash32 batchHash = post.header().object().digest(rollup.domain());
        return new Finding(
                FindingKind.DATA_NOT_REBUILDING,
                post.subject(),
                new Words(
                        "the data of batch " + post.subject() + " on L1 to give back what is signed",
                        found,
                        "The batch is INVALID (F8): the key's owner signed this data for it. Witnesses that rebuild it say so too."),
                Evidence.of()
                        .signed("header", post.header())
                        .signed("statement", post.statement())
                        .signed("dataStatement", post.dataStatement(batchHash))
                        .part(
                                "dataHashes",
                                post.dataHashes().stream().map(Hash32::toHex).toList())
                        .text("place", post.place())
                        .build());
    }
}
