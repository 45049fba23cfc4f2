package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Seq;
import java.util.List;
import java.util.function.Consumer;

/** The line of arrivals as it grows, each number once and in order per subscriber. */
public interface ArrivalFeed {

    /**
     * Delivers all arrivals from {@code from} on, in order, in small lists, on a thread of the feed; the consumer must be quick.
     * After a recovery of the line the feed goes on where it was: a number already delivered is never delivered again.
     */
    Subscription subscribe(Seq from, Consumer<List<SeenArrival>> consumer);

    /** First number that is not yet in the topic, as far as this replica has seen. */
    Seq end();

    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
