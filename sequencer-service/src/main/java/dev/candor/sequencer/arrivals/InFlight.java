package dev.candor.sequencer.arrivals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The bound on what is between append and promise, by number and by bytes. */
final class InFlight {
    private final int maxCount;
    private final long maxBytes;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(int maxCount, long maxBytes) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
    }

    boolean tryEnter(int sizeBytes) {
        int countNow = count.incrementAndGet();
        long bytesNow = bytes.addAndGet(sizeBytes);
        if (countNow <= maxCount && bytesNow <= maxBytes) {
            return true;
        }
        leave(sizeBytes);
        return false;
    }

    void leave(int sizeBytes) {
        bytes.addAndGet(-sizeBytes);
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }
}
