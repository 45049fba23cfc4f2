package dev.candor.sequencer.arrivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last arrivals that the feed has read, without a gap; bounded by number and by bytes. Guarded by its own lock. */
final class RecentArrivals {
    private static final int MAX_COUNT = 16_384;
    private static final long MAX_BYTES = 32L << 20;

    private final @Nullable SeenArrival[] slots = new SeenArrival[MAX_COUNT];
    private long first;
    private long end;
    private long bytes;

    /** Forgets everything; the next arrival has the number {@code seq}. */
    synchronized void startAt(long seq) {
        while (first < end) {
            forgetFirst();
        }
        first = seq;
        end = seq;
    }

    /** Forgets what a topic said that is no longer the line's; the next arrival is the same as before. */
    synchronized void forget() {
        startAt(end);
    }

    /** @param arrivals the next numbers, ascending without a gap */
    synchronized void add(List<SeenArrival> arrivals) {
        for (SeenArrival arrival : arrivals) {
            if (arrival.seq().value() != end) {
                throw new IllegalStateException(
                        "Expected arrival %d to be the next one, found %s.".formatted(end, arrival.seq()));
            }
            if (end - first == MAX_COUNT) {
                forgetFirst();
            }
            slots[slot(end)] = arrival;
            bytes += sizeOf(arrival);
            end++;
            while (bytes > MAX_BYTES && end - first > 1) {
                forgetFirst();
            }
        }
    }

    synchronized Optional<SeenArrival> at(long seq) {
        return seq >= first && seq < end ? Optional.ofNullable(slots[slot(seq)]) : Optional.empty();
    }

    /** Everything from {@code seq} on; empty when some of it is forgotten. */
    synchronized Optional<List<SeenArrival>> from(long seq) {
        if (seq < first) {
            return Optional.empty();
        }
        List<SeenArrival> found = new ArrayList<>();
        for (long next = seq; next < end; next++) {
            at(next).ifPresent(found::add);
        }
        return Optional.of(found);
    }

    synchronized long end() {
        return end;
    }

    private void forgetFirst() {
        SeenArrival forgotten = slots[slot(first)];
        slots[slot(first)] = null;
        bytes -= forgotten == null ? 0 : sizeOf(forgotten);
        first++;
    }

    private static int slot(long seq) {
        return (int) (seq % MAX_COUNT);
    }

    private static int sizeOf(SeenArrival arrival) {
        return arrival.arrival().map(record -> record.rawTx().size()).orElse(0);
    }
}
