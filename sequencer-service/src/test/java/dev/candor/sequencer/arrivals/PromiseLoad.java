package dev.candor.sequencer.arrivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Callers that ask for promises one after the other until it is closed; what they were answered is kept. */
final class PromiseLoad implements AutoCloseable {
    private static final long AFTER_REFUSAL_NANOS = Duration.ofMillis(5).toNanos();

    private final List<Thread> callers = new ArrayList<>();
    private final Queue<IssuedPromise> issued = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean running = true;

    static PromiseLoad on(Promises promises, int callerCount) {
        PromiseLoad load = new PromiseLoad();
        for (int i = 0; i < callerCount; i++) {
            load.callers.add(Thread.ofVirtual().start(() -> load.call(promises)));
        }
        return load;
    }

    private void call(Promises promises) {
        SignedTransactions transactions = new SignedTransactions();
        while (running) {
            switch (promises.promise(transactions.next()).join()) {
                case PromiseOutcome.Issued(IssuedPromise promise) -> issued.add(promise);
                case PromiseOutcome.NotIssued unused -> {
                    refused.incrementAndGet();
                    LockSupport.parkNanos(AFTER_REFUSAL_NANOS);
                }
            }
        }
    }

    int issuedCount() {
        return issued.size();
    }

    long refusedCount() {
        return refused.get();
    }

    /** Every promise that a caller holds. */
    List<IssuedPromise> issued() {
        return List.copyOf(issued);
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread caller : callers) {
            caller.join();
        }
    }
}
