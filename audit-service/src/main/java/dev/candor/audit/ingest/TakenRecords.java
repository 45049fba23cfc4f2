package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the ends that Kafka showed until they are taken, one look at a time. Thread-safe. */
@Component
class TakenRecords implements KafkaTaken {
    private final Object lock = new Object();
    private @Nullable Pending pending;
    private @Nullable Moment newest;

    private record Pending(Map<Coverage.Line, Long> ends, long atMillis) {}

    @Override
    public Optional<Moment> newest() {
        synchronized (lock) {
            return Optional.ofNullable(newest);
        }
    }

    /** @param arrivalsEnd the first seq that the arrivals' topic does not carry any more */
    void asked(SourceWatch.Look look, long arrivalsEnd) {
        Map<Coverage.Line, Long> ends = new HashMap<>(look.ends());
        ends.replaceAll((line, end) -> line.topic() == Topic.ARRIVALS ? Math.min(end, arrivalsEnd) : end);
        synchronized (lock) {
            if (pending == null) {
                pending = new Pending(ends, look.atMillis());
            }
        }
    }

    /** @param size of the log with all that is taken from these sources */
    void reached(Map<Coverage.Line, Source> sources, long size) {
        synchronized (lock) {
            Pending asked = pending;
            boolean isReached = asked != null
                    && asked.ends().entrySet().stream().allMatch(end -> {
                        Source source = sources.get(end.getKey());
                        return source != null && source.nextOffset() >= end.getValue();
                    });
            if (asked != null && isReached) {
                newest = new Moment(asked.atMillis(), size);
                pending = null;
            }
        }
    }

    void forget() {
        synchronized (lock) {
            pending = null;
            newest = null;
        }
    }
}
