package dev.candor.audit.findings.watch;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A token bucket for each client address; the addresses that were silent the longest are forgotten first. */
@Component
class ClientRates {
    private final ShownProperties properties;
    private final Map<String, Bucket> buckets;

    ClientRates(ShownProperties properties) {
        this.properties = properties;
        this.buckets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > properties.maxClients();
            }
        });
    }

    boolean allows(String clientAddress) {
        return properties.perSecond() == 0
                || buckets.computeIfAbsent(clientAddress, address -> newBucket())
                        .tryConsume(1);
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(properties.burst()).refillGreedy(properties.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
