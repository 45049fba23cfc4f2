package dev.candor.sequencer.intake;

import dev.candor.sequencer.arrivals.SeenArrival;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The arrivals that are in the line and not executed, in order: enters them into the ledger as the feed shows them, and takes
 * them out as batches execute them. The feed may run behind the batches.
 */
final class ArrivalLine {
    private final PendingLedger ledger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<PendingArrival> waiting = new ArrayDeque<>();
    private long executedEnd;
    private long executedNumber;
    private volatile long seenEnd;

    ArrivalLine(PendingLedger ledger, long executedEnd, long executedNumber) {
        this.ledger = ledger;
        this.executedEnd = executedEnd;
        this.executedNumber = executedNumber;
        this.seenEnd = executedEnd;
    }

    void seen(List<SeenArrival> arrivals) {
        for (SeenArrival arrival : arrivals) {
            long seq = arrival.seq().value();
            arrival.transaction()
                    .flatMap(transaction -> ledger.arrived(seq, transaction))
                    .ifPresent(this::enter);
            seenEnd = seq + 1;
        }
    }

    private void enter(PendingArrival arrival) {
        long late;
        lock.lock();
        try {
            late = arrival.seq() < executedEnd ? executedNumber : -1;
            if (late < 0) {
                waiting.addLast(arrival);
            }
        } finally {
            lock.unlock();
        }
        if (late >= 0) {
            ledger.executed(arrival, late, false);
        }
    }

    /** @param followed whether every arrival of the batch ran as a plain account's transactions do */
    void executed(long batchNumber, long endSeq, boolean followed) {
        List<PendingArrival> done = new ArrayList<>();
        lock.lock();
        try {
            executedEnd = endSeq;
            executedNumber = batchNumber;
            while (!waiting.isEmpty() && waiting.getFirst().seq() < endSeq) {
                done.add(waiting.removeFirst());
            }
        } finally {
            lock.unlock();
        }
        done.forEach(arrival -> ledger.executed(arrival, batchNumber, followed));
    }

    /** First number that the feed has not shown. */
    long seenEnd() {
        return seenEnd;
    }
}
