package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Seq;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener and the next number it is owed; delivered to by one thread at a time. */
final class FeedSubscription implements ArrivalFeed.Subscription {
    private static final Logger log = LoggerFactory.getLogger(FeedSubscription.class);

    private final Consumer<List<SeenArrival>> consumer;
    private volatile long next;
    private volatile boolean open = true;
    private volatile boolean failed;

    FeedSubscription(Seq from, Consumer<List<SeenArrival>> consumer) {
        this.next = from.value();
        this.consumer = consumer;
    }

    /** @param arrivals ascending without a gap; what was delivered before is left out */
    void deliver(List<SeenArrival> arrivals) {
        List<SeenArrival> owed = arrivals.stream()
                .filter(arrival -> arrival.seq().value() >= next)
                .toList();
        if (!open || owed.isEmpty()) {
            return;
        }
        next = owed.getLast().seq().value() + 1;
        try {
            consumer.accept(owed);
        } catch (RuntimeException e) {
            failed = true;
            open = false;
            log.error(
                    "A subscriber of the arrivals failed at seq {}, it gets no more: restart this process",
                    owed.getFirst().seq(),
                    e);
        }
    }

    long next() {
        return next;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether its consumer threw; what it knows of the line is incomplete from there on. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() {
        open = false;
    }
}
