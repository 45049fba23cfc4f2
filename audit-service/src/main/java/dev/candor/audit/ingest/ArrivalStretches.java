package dev.candor.audit.ingest;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The topics that carry arrivals, in the order of the line. Decides from which one a seq is read. */
record ArrivalStretches(NavigableMap<KafkaTopic.Stretch, KafkaTopic> topics) {

    static ArrivalStretches of(String lineName, Iterable<KafkaTopic> all) {
        NavigableMap<KafkaTopic.Stretch, KafkaTopic> topics = new TreeMap<>();
        for (KafkaTopic topic : all) {
            KafkaTopic.Stretch.of(lineName, topic.name()).ifPresent(stretch -> topics.put(stretch, topic));
        }
        return new ArrivalStretches(topics);
    }

    /** The newest topic that begins at or before this seq. */
    Optional<Map.Entry<KafkaTopic.Stretch, KafkaTopic>> topicOf(long seq) {
        return Optional.ofNullable(topics.floorEntry(new KafkaTopic.Stretch(seq, Long.MAX_VALUE)));
    }

    /** The first seq that is not this topic's any more, as far as successors are there. */
    long endOf(KafkaTopic.Stretch stretch) {
        return topics.tailMap(stretch, false).keySet().stream()
                .mapToLong(KafkaTopic.Stretch::base)
                .filter(base -> base > stretch.base())
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
