package dev.candor.audit.findings;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** How many findings there were and are. */
@Component
class FindingMetrics {
    private final MeterRegistry meters;
    private final Map<FindingKind, AtomicLong> open = new EnumMap<>(FindingKind.class);

    FindingMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (FindingKind kind : FindingKind.values()) {
            AtomicLong count = new AtomicLong();
            open.put(kind, count);
            meters.counter("candor.audit.findings.raised", "kind", kind.name());
            Gauge.builder("candor.audit.findings.open", count, AtomicLong::doubleValue)
                    .tag("kind", kind.name())
                    .tag("severity", kind.severity().name())
                    .register(meters);
        }
    }

    void raised(FindingKind kind) {
        meters.counter("candor.audit.findings.raised", "kind", kind.name()).increment();
    }

    void open(Map<FindingKind, Long> counts) {
        open.forEach((kind, count) -> count.set(counts.getOrDefault(kind, 0L)));
    }
}
