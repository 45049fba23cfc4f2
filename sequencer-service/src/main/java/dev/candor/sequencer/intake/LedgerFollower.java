package dev.candor.sequencer.intake;

import dev.candor.execution.L2State;
import dev.candor.protocol.block.BaseFee;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalFeed;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps the ledger in step with the executed batches and with L1's policy. One thread calls it; what it publishes is a
 * {@link Position}, replaced as a whole.
 */
@Component
class LedgerFollower {
    private static final int PAGE_BATCHES = 20;
    private static final int OUTCOME_BYTES = 9;
    private static final int STEPS_PER_LINEAGE_CHECK = 10;

    private final BatchStore batches;
    private final ArrivalFeed feed;
    private final L2State l2;
    private final L1View l1;
    private final RollupIdentity rollup;
    private final IntakeLimits limits;
    private final SkippedHashes skipped = new SkippedHashes();
    private volatile Optional<Position> position = Optional.empty();
    private volatile boolean rollingBack;
    private long steps;
    private volatile Policed policed = new Policed(Optional.empty(), Hash32.ZERO);

    LedgerFollower(
            BatchStore batches, ArrivalFeed feed, L2State l2, L1View l1, RollupIdentity rollup, IntakeLimits limits) {
        this.batches = batches;
        this.feed = feed;
        this.l2 = l2;
        this.l1 = l1;
        this.rollup = rollup;
        this.limits = limits;
    }

    private record Policed(Optional<Policy> policy, Hash32 hash) {}

    /**
     * A ledger and how far it has come; one per lineage of batches.
     *
     * @param catchUpTo the line's end when the ledger was opened: before it has seen that much it knows too little to admit
     */
    record Position(
            PendingLedger ledger,
            ArrivalLine line,
            AccountReads reads,
            ArrivalFeed.Subscription subscription,
            long catchUpTo,
            Head head) {

        boolean hasCaughtUp() {
            return line.seenEnd() >= catchUpTo;
        }

        Position at(Head newer) {
            return new Position(ledger, line, reads, subscription, catchUpTo, newer);
        }
    }

    /**
     * The newest executed batch that the ledger has applied.
     *
     * @param batchHash genesis hash for number 0
     * @param nextBaseFeePerGas wei
     */
    record Head(long number, Hash32 batchHash, long blockGasLimit, BigInteger nextBaseFeePerGas) {}

    Optional<Position> position() {
        return position;
    }

    SkippedHashes skipped() {
        return skipped;
    }

    /** Zero until L1 has been read. */
    Hash32 policyHash() {
        return policed.hash();
    }

    /** Empty until the ledger is complete and L1 has named a policy. */
    Optional<Rules> rules() {
        return position.filter(Position::hasCaughtUp)
                .flatMap(now -> policed.policy()
                        .map(policy -> new Rules(
                                policy,
                                policed.hash(),
                                now.head().number(),
                                now.head().blockGasLimit(),
                                now.head().nextBaseFeePerGas())));
    }

    /** One step: whatever has been executed since the last one. */
    void follow() {
        readPolicy();
        Position now = position.orElseGet(this::open);
        steps++;
        if (steps % STEPS_PER_LINEAGE_CHECK == 0 && !isInLineage(now.head())) {
            leaveLineage();
            return;
        }
        List<StoredBatch> executed =
                batches.newestNumber(BatchStatus.EXECUTED) > now.head().number()
                        ? batches.from(now.head().number() + 1, BatchStatus.EXECUTED, PAGE_BATCHES)
                        : List.of();
        for (StoredBatch batch : executed) {
            if (!batch.cut().parentHash().equals(now.head().batchHash())) {
                leaveLineage();
                return;
            }
            now = apply(now, batch);
            position = Optional.of(now);
        }
        if (now.hasCaughtUp()) {
            rollingBack = false;
        }
        now.ledger().trim(limits.maxKnownAccounts());
    }

    /** From the moment that batches this ledger has applied turn out to be void until it has caught up with their successors. */
    boolean rollingBack() {
        return rollingBack;
    }

    private boolean isInLineage(Head head) {
        return head.number() == 0
                || batches.find(head.number())
                        .flatMap(StoredBatch::ordered)
                        .filter(ordered -> ordered.batchHash().equals(head.batchHash()))
                        .isPresent();
    }

    private void leaveLineage() {
        rollingBack = true;
        close();
    }

    /** Forgets the ledger, which begins anew with the next step: after a rollback, and at the end. */
    void close() {
        position.ifPresent(open -> open.subscription().close());
        position = Optional.empty();
    }

    private void readPolicy() {
        Optional<L1Block> origin = l1.origin();
        if (origin.isPresent()) {
            Policy policy = l1.policyAt(origin.get().number());
            if (!policed.policy().equals(Optional.of(policy))) {
                policed = new Policed(Optional.of(policy), policy.hash());
            }
        }
    }

    private Position open() {
        Optional<StoredBatch> newest = batches.newestAtLeast(BatchStatus.EXECUTED);
        Head head = newest.map(LedgerFollower::headOf).orElseGet(this::genesisHead);
        long executedEnd = newest.map(StoredBatch::endSeq).orElse(0L);
        skipped.clear();
        batches.forEachSkipped(skipped::add);
        PendingLedger ledger = new PendingLedger(rollup.id(), limits.maxPendingDelegated());
        ArrivalLine line = new ArrivalLine(ledger, executedEnd, head.number());
        ArrivalFeed.Subscription subscription = feed.subscribe(new Seq(executedEnd), line::seen);
        AccountReads reads = new AccountReads(ledger, l2, this::executedNumber);
        Position opened =
                new Position(ledger, line, reads, subscription, feed.end().value(), head);
        position = Optional.of(opened);
        return opened;
    }

    private long executedNumber() {
        return position.map(now -> now.head().number()).orElse(0L);
    }

    private Position apply(Position now, StoredBatch batch) {
        boolean followed = true;
        if (hasForced(batch) || hasSkipped(batch)) {
            followed = false;
            forgetTouched(now, batches.contents(batch), outcomes(batch));
        }
        now.line().executed(batch.number(), batch.endSeq(), followed);
        return now.at(headOf(batch));
    }

    private void forgetTouched(Position now, BatchContents contents, Bytes outcomes) {
        for (BatchContents.Entry entry : contents.entries()) {
            boolean isSkipped = outcomes.get(entry.position() * OUTCOME_BYTES) == Outcome.SKIPPED.code();
            if (isSkipped && !entry.forced()) {
                skipped.add(entry.txHash());
            }
            if (entry.forced()
                    && RawTransaction.decode(entry.rawTx(), rollup.id())
                            instanceof RawTransaction.Decoded(EthTransaction transaction)) {
                long number = contents.batch().number();
                now.ledger().forget(transaction.sender(), number);
                PendingArrival.authorities(transaction, rollup.id())
                        .forEach(authority -> now.ledger().forget(authority, number));
            }
        }
    }

    private static boolean hasForced(StoredBatch batch) {
        return batch.cut().forcedThrough() > batch.forcedFrom();
    }

    private static boolean hasSkipped(StoredBatch batch) {
        Bytes outcomes = outcomes(batch);
        for (int at = 0; at < outcomes.size(); at += OUTCOME_BYTES) {
            if (outcomes.get(at) == Outcome.SKIPPED.code()) {
                return true;
            }
        }
        return false;
    }

    private static Bytes outcomes(StoredBatch batch) {
        return executed(batch).outcomes();
    }

    private static StoredBatch.Executed executed(StoredBatch batch) {
        return batch.executed()
                .orElseThrow(() -> new IllegalStateException("Expected batch %d to be executed, found status %s."
                        .formatted(batch.number(), batch.status())));
    }

    private static Hash32 batchHash(StoredBatch batch) {
        return batch.ordered().map(StoredBatch.Ordered::batchHash).orElse(Hash32.ZERO);
    }

    private static Head headOf(StoredBatch batch) {
        try {
            L2BlockHeader header = L2BlockHeader.decode(executed(batch).l2BlockHeader());
            return new Head(header.number(), batchHash(batch), header.gasLimit(), BaseFee.after(header));
        } catch (MalformedRlpException e) {
            throw new IllegalStateException(
                    "Expected the stored header of block %d to decode, found other bytes.".formatted(batch.number()),
                    e);
        }
    }

    private Head genesisHead() {
        L2State.Head head = l2.head();
        if (head.number() != 0) {
            throw new IllegalStateException(
                    "Expected the execution client at genesis while no batch is executed, found block %d: it belongs to another rollup, or is being rewound."
                            .formatted(head.number()));
        }
        return new Head(0, rollup.genesisHash(), head.gasLimit(), head.nextBaseFeePerGas());
    }
}
