package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.log.Topic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds what Kafka has against what was logged. Records that are gone before they were logged are a fault at once. A topic that
 * shows less than was logged may be a broker that is just starting: that is a fault after a while; for arrivals, whose topic
 * the sequencer replaces, it is one that ends when the successor is there.
 */
final class SourceWatch {
    static final String ARRIVALS_STAGE = "ingest.arrivals";
    private static final String RUNBOOK = " See docs/runbooks/log-ingest.md.";

    private final IngestProperties properties;
    private final StageFaults faults;
    private final Clock clock;
    private final Map<Coverage.Line, Long> rewoundSinceMillis = new HashMap<>();

    SourceWatch(IngestProperties properties, StageFaults faults, Clock clock) {
        this.properties = properties;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * What one look at the cluster gave.
     *
     * @param sources those that can be read from where they stand
     * @param ends of these the line's next offset once everything is taken that Kafka had
     * @param atMillis before Kafka was asked
     */
    record Look(List<Source> sources, Map<Coverage.Line, Long> ends, long atMillis) {
        /** How many records Kafka has beyond where the sources stand. */
        long recordsToTake() {
            return sources.stream()
                    .mapToLong(
                            source -> ends.getOrDefault(source.line(), 0L) - source.baseOffset() - source.kafkaOffset())
                    .sum();
        }
    }

    Look look(Collection<Source> sources, Collection<KafkaTopic> topics, Consumer<?, ?> consumer) {
        long atMillis = clock.millis();
        List<Source> present = new ArrayList<>();
        for (Source source : sources) {
            if (isThere(source, topics)) {
                present.add(source);
            } else {
                rewound(source, "found no such topic");
            }
        }
        List<TopicPartition> partitions =
                present.stream().map(Source::partition).toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<Source> readable = new ArrayList<>();
        Map<Coverage.Line, Long> lineEnds = new HashMap<>();
        for (Source source : present) {
            long begin = begins.getOrDefault(source.partition(), 0L);
            long end = ends.getOrDefault(source.partition(), 0L);
            if (begin > source.kafkaOffset()) {
                throw new PipelineFault(
                        PipelineFault.Kind.TRUNCATED,
                        ("Expected %s to have offset %d, which is not logged yet, found %d as its first: records were deleted "
                                        + "before they were logged. Set retention.ms=-1 on it, and put the records back from a backup.%s")
                                .formatted(source.partition(), source.kafkaOffset(), begin, RUNBOOK));
            }
            if (end < source.kafkaOffset()) {
                rewound(source, "found its end at offset " + end);
            } else {
                intact(source);
                readable.add(source);
                lineEnds.put(source.line(), source.baseOffset() + end);
            }
        }
        return new Look(readable, lineEnds, atMillis);
    }

    private static boolean isThere(Source source, Collection<KafkaTopic> topics) {
        for (KafkaTopic topic : topics) {
            if (topic.name().equals(source.kafkaTopic())) {
                if (topic.id().equals(source.kafkaTopicId())) {
                    return true;
                }
                throw new PipelineFault(
                        PipelineFault.Kind.REPLACED,
                        ("Expected the topic %s with Kafka's id %s, of which %d records are logged, found another one with id %s: it was "
                                        + "deleted and made anew. Bring the old one back from the brokers' disks or a backup.%s")
                                .formatted(
                                        topic.name(),
                                        source.kafkaTopicId(),
                                        source.kafkaOffset(),
                                        topic.id(),
                                        RUNBOOK));
            }
        }
        return false;
    }

    /** The broker says that the records before the position are not those that were logged. */
    void cut(Source source, String found) {
        rewoundSinceMillis.put(source.line(), Long.MIN_VALUE / 2);
        rewound(source, found);
    }

    private void rewound(Source source, String found) {
        long now = clock.millis();
        long since = rewoundSinceMillis.computeIfAbsent(source.line(), line -> now);
        if (now - since < properties.rewoundAfter().toMillis()) {
            return;
        }
        boolean ofArrivals = source.line().topic() == Topic.ARRIVALS;
        PipelineFault fault = new PipelineFault(
                PipelineFault.Kind.REWOUND,
                "Expected %s to show %d records, which are logged, %s: acknowledged records were lost. %s%s"
                        .formatted(
                                source.partition(),
                                source.kafkaOffset(),
                                found,
                                ofArrivals
                                        ? "The sequencer opens a successor, and the log goes on with it."
                                        : "Restore the topic from its replicas or a backup.",
                                RUNBOOK));
        if (!ofArrivals) {
            throw fault;
        }
        if (faults.of(ARRIVALS_STAGE).isEmpty()) {
            faults.raise(ARRIVALS_STAGE, fault);
        }
    }

    private void intact(Source source) {
        rewoundSinceMillis.remove(source.line());
        if (source.line().topic() == Topic.ARRIVALS) {
            faults.clear(ARRIVALS_STAGE);
        }
    }
}
