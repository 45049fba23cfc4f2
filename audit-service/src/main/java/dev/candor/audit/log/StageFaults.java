package dev.candor.audit.log;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What stopped stages of this process, for health, alerts and findings. */
@Component
public class StageFaults {
    private final Map<String, StageFault> faults = new ConcurrentHashMap<>();
    private final Clock clock;

    StageFaults(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param stage ingest, integrate or publish
     * @param message what was expected, what was found, what to do
     */
    public record StageFault(String stage, PipelineFault.Kind kind, String message, long sinceMillis) {}

    public void raise(String stage, PipelineFault fault) {
        faults.put(stage, new StageFault(stage, fault.kind(), String.valueOf(fault.getMessage()), clock.millis()));
    }

    /** For a fault that ended by itself. */
    public void clear(String stage) {
        faults.remove(stage);
    }

    public Optional<StageFault> of(String stage) {
        return Optional.ofNullable(faults.get(stage));
    }

    public List<StageFault> all() {
        return List.copyOf(faults.values());
    }
}
