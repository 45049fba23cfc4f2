package dev.candor.sequencer.intake;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A token bucket per client address; the addresses that were silent the longest are forgotten first. */
@Component
class RateLimits {
    private final IntakeLimits limits;
    private final Map<String, Bucket> buckets;

    RateLimits(IntakeLimits limits) {
        this.limits = limits;
        this.buckets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > limits.maxClients();
            }
        });
    }

    /** Whether the client may send so many now; it pays for all of them or for none. */
    boolean allows(String clientAddress, int transactions) {
        if (limits.transactionsPerSecond() == 0) {
            return true;
        }
        return buckets.computeIfAbsent(clientAddress, address -> newBucket()).tryConsume(transactions);
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(limits.burst())
                        .refillGreedy(limits.transactionsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
