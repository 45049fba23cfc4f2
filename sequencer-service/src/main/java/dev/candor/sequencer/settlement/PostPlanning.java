package dev.candor.sequencer.settlement;

import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.ContractErrors;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1TroubleException;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Posts the batches that follow the newest one on L1. One such transaction is under way at a time: each must open its parent's
 * commitment, and that holds the time of the block which the parent got into.
 */
@Component
class PostPlanning {
    static final int MAX_BATCHES = 64;
    static final int MAX_INPUT_BYTES = 120 * 1024;
    private static final long MAX_GAS = 15_000_000;
    private static final int GAS_MARGIN_PERCENT = 125;
    private static final int PERCENT = 100;
    private static final int HEX_PER_BYTE = 2;
    private static final Logger log = LoggerFactory.getLogger(PostPlanning.class);

    private final BatchStore batches;
    private final PostRows posts;
    private final DataPlanning data;
    private final DataSigning dataSigning;
    private final SentChunks sentChunks;
    private final L1Desk desk;
    private final OutboundTransactions<L1Call> outbound;
    private final RollupCalls calls;
    private final Leadership leadership;
    private final SettlementProperties properties;
    private final Clock clock;
    private long lastSentAtMillis;

    PostPlanning(
            BatchStore batches,
            PostRows posts,
            DataPlanning data,
            DataSigning dataSigning,
            SentChunks sentChunks,
            L1Desk desk,
            OutboundTransactions<L1Call> outbound,
            RollupCalls calls,
            Leadership leadership,
            SettlementProperties properties,
            Clock clock) {
        this.batches = batches;
        this.posts = posts;
        this.data = data;
        this.dataSigning = dataSigning;
        this.sentChunks = sentChunks;
        this.desk = desk;
        this.outbound = outbound;
        this.calls = calls;
        this.leadership = leadership;
        this.properties = properties;
        this.clock = clock;
    }

    void send(Term term, L1Header head) {
        boolean tooSoon =
                clock.millis() - lastSentAtMillis < properties.postInterval().toMillis();
        if (tooSoon || outbound.isPending(call -> call.purpose() == L1Call.Purpose.POST)) {
            return;
        }
        Optional<L1Call> call = plan(term);
        if (call.isPresent()) {
            outbound.send(term, call.get(), head);
            lastSentAtMillis = clock.millis();
        }
    }

    /** What can be posted now, tried on L1's newest state. */
    Optional<L1Call> plan(Term term) {
        Optional<BatchPosts.BatchPost> newest = posts.newest();
        long first = newest.map(BatchPosts.BatchPost::number).orElse(0L) + 1;
        List<RollupCalls.Postable> ready = ready(first);
        while (!ready.isEmpty()) {
            L1Call call = call(parent(newest), ready);
            boolean small = call.data().length() / HEX_PER_BYTE <= MAX_INPUT_BYTES;
            if (small || ready.size() == 1) {
                switch (desk.preflight(outbound.account(), call.data())) {
                    case L1Desk.Preflight.Passes(long gas) -> {
                        if (gas <= MAX_GAS || ready.size() == 1) {
                            return Optional.of(call.withGasLimit(gas * GAS_MARGIN_PERCENT / PERCENT));
                        }
                    }
                    case L1Desk.Preflight.Reverts refusal -> {
                        if (ready.size() == 1) {
                            refused(term, call, refusal);
                        }
                        log.debug("L1 would refuse batches {}-{}: {}", call.first(), call.last(), refusal);
                    }
                }
            }
            ready = ready.subList(0, ready.size() / 2);
        }
        return Optional.empty();
    }

    private List<RollupCalls.Postable> ready(long first) {
        List<RollupCalls.Postable> ready = new ArrayList<>();
        for (StoredBatch batch : batches.from(first, BatchStatus.EXECUTED, MAX_BATCHES)) {
            Optional<List<Hash32>> dataHashes = data.onL1(batch);
            if (dataHashes.isEmpty() || batch.number() != first + ready.size()) {
                break;
            }
            ready.add(new RollupCalls.Postable(
                    batch, dataHashes.get(), dataSigning.signatureOf(batch, dataHashes.get())));
        }
        return ready;
    }

    private RollupCalls.Parent parent(Optional<BatchPosts.BatchPost> newest) {
        return newest.map(post -> new RollupCalls.Parent(
                        batches.find(post.number())
                                .flatMap(StoredBatch::ordered)
                                .map(StoredBatch.Ordered::header),
                        post.commitment()))
                .orElseGet(() -> new RollupCalls.Parent(Optional.empty(), BatchCommitment.GENESIS));
    }

    private L1Call call(RollupCalls.Parent parent, List<RollupCalls.Postable> ready) {
        StoredBatch first = ready.getFirst().batch();
        return new L1Call(
                L1Call.Purpose.POST,
                first.cut().generation().value(),
                first.number(),
                ready.getLast().batch().number(),
                Optional.empty(),
                calls.postBatches(parent, ready),
                0);
    }

    /** A single batch that L1 refuses: what is missing is supplied, what is not understood is told. */
    private void refused(Term term, L1Call call, L1Desk.Preflight.Reverts refusal) {
        if (refusal.is("DataChunkMissing")) {
            Hash32 chunk = Hash32.fromHex(refusal.error().orElseThrow().values().getFirst());
            log.warn("L1 lacks chunk {} of batch {}: sending it again", chunk, call.first());
            leadership.fenced(term, () -> {
                sentChunks.missing(chunk);
                return true;
            });
            return;
        }
        throw new L1TroubleException("Expected L1 to take batch %d, found the refusal %s. %s"
                .formatted(call.first(), refusal, remedy(refusal)));
    }

    private static String remedy(L1Desk.Preflight.Reverts refusal) {
        String name = refusal.error().map(ContractErrors.ContractError::name).orElse("");
        return switch (name) {
            case "SealedTimeInFuture" ->
                "It passes when L1's clock has caught up: compare this machine's clock with it.";
            case "SequencerBondTooLow" -> "Top up the sequencer's bond; batches pass whose origin is later.";
            case "HeaderSignerMismatch", "StatementSignerMismatch", "DataSignerMismatch" ->
                "The order key here is not the registered one at the origin: correct candor.keys.order-key-file.";
            case "CommitmentMismatch", "BatchNumberGap", "ParentHashMismatch", "SeqGap" ->
                "L1 has moved on or back; its logs are being read.";
            case "OriginUnknown" ->
                "The origin is older than L1 remembers (8,191 blocks): call pinOrigin with the block headers that lead to it.";
            case "GenerationNotCurrent" -> "A rollback has ended this generation.";
            case "CallerNotPlainAccount" -> "The settlement account must have no code: use another key.";
            default -> "It is tried again.";
        };
    }
}
