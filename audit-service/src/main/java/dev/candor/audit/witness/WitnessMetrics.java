package dev.candor.audit.witness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How each witness answers, how fast, and how far it is. */
@Component
class WitnessMetrics {
    private final MeterRegistry meters;

    WitnessMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void answered(String witness, WitnessReply reply, long nanos) {
        String answer = reply.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.timer("candor.audit.witness.request", "witness", witness, "answer", answer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void watch(List<WitnessWorker> workers) {
        for (WitnessWorker worker : workers) {
            meters.gauge(
                    "candor.audit.witness.size",
                    Tags.of("witness", worker.name()),
                    worker,
                    WitnessWorker::cosignedSize);
        }
    }
}
