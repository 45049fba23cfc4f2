package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides from which topics the lines are read, from what was read before and from what the cluster has now. */
final class Followed {
    private final ClusterTopics names;

    Followed(ClusterTopics names) {
        this.names = names;
    }

    /**
     * @param sources by line; arrivals stay where they are
     * @param successor the topic that arrivals go on with, if it is another one
     * @param arrivalsEnd the first seq that the topic of {@code sources} does not carry any more
     */
    record Plan(SortedMap<Coverage.Line, Source> sources, Optional<Source> successor, long arrivalsEnd) {}

    Plan plan(SortedMap<Coverage.Line, Source> before, Collection<KafkaTopic> topics) {
        SortedMap<Coverage.Line, Source> sources = new TreeMap<>(before);
        for (Topic topic : Topic.values()) {
            if (topic.isLogged() && topic != Topic.ARRIVALS) {
                topics.stream()
                        .filter(found -> found.name().equals(names.nameOf(topic)))
                        .forEach(found -> addPartitions(topic, found, sources));
            }
        }
        return withArrivals(sources, topics);
    }

    private static void addPartitions(Topic topic, KafkaTopic found, SortedMap<Coverage.Line, Source> sources) {
        for (int partition = 0; partition < found.partitions(); partition++) {
            Coverage.Line line = new Coverage.Line(topic, partition);
            sources.putIfAbsent(line, new Source(line, 0, found.name(), found.id(), 0, Optional.empty()));
        }
    }

    private Plan withArrivals(SortedMap<Coverage.Line, Source> sources, Collection<KafkaTopic> topics) {
        ArrivalStretches stretches = ArrivalStretches.of(names.nameOf(Topic.ARRIVALS), topics);
        Coverage.Line line = new Coverage.Line(Topic.ARRIVALS, 0);
        Source now = sources.get(line);
        Optional<Map.Entry<KafkaTopic.Stretch, KafkaTopic>> due = stretches.topicOf(now == null ? 0 : now.nextOffset());
        if (due.isEmpty()) {
            return new Plan(sources, Optional.empty(), Long.MAX_VALUE);
        }
        KafkaTopic.Stretch stretch = due.get().getKey();
        KafkaTopic topic = due.get().getValue();
        long end = stretches.endOf(stretch);
        Source next = new Source(
                line, now == null ? 0 : now.nextOffset(), topic.name(), topic.id(), stretch.base(), Optional.empty());
        if (now == null) {
            sources.put(line, next);
            return new Plan(sources, Optional.empty(), end);
        }
        return topic.name().equals(now.kafkaTopic())
                ? new Plan(sources, Optional.empty(), end)
                : new Plan(sources, Optional.of(next), now.nextOffset());
    }
}
