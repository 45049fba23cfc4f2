package dev.candor.audit.ingest;

import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Compares logged entries with what Kafka still has at their offsets. Reads Kafka on the caller's thread, bounded. */
public interface LogAgainstKafka {
    /** An entry's place in Kafka, as the log has it: for arrivals {@code offset} is the seq. */
    record Place(Topic topic, int partition, long offset) {
        /** {@code <topicId>.<partition>.<offset>}. */
        @Override
        public String toString() {
            return topic.id() + "." + Integer.toUnsignedString(partition) + "." + Long.toUnsignedString(offset);
        }
    }

    /**
     * @param index the entry's
     * @param logged the event bytes in the entry, or {@code 0xff} and their hash
     * @param inKafka what the entry of Kafka's record would hold; empty when Kafka passes the offset over
     */
    record Difference(Place place, String kafkaTopic, long index, Bytes logged, Optional<Bytes> inKafka) {}

    /**
     * @param same places where Kafka has what is logged
     * @param failures lines that could not be read now, and why
     */
    record Compared(List<Place> same, List<Difference> differences, List<String> failures) {
        public Compared {
            same = List.copyOf(same);
            differences = List.copyOf(differences);
            failures = List.copyOf(failures);
        }
    }

    /** Of each line a stretch of at most so many entries, at random. */
    Compared sample(int maxOfLine);

    /** These places; those that Kafka does not hold any more are in neither list. */
    Compared compare(Collection<Place> places);
}
