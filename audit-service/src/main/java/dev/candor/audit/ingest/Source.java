package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a line of the log is read from, and how far.
 *
 * @param nextOffset the line's next offset: {@code baseOffset} + Kafka's
 * @param kafkaTopicId Kafka's own id of the topic
 * @param leaderEpoch of the last record taken
 */
record Source(
        Coverage.Line line,
        long nextOffset,
        String kafkaTopic,
        String kafkaTopicId,
        long baseOffset,
        Optional<Integer> leaderEpoch) {

    TopicPartition partition() {
        return new TopicPartition(kafkaTopic, line.partition());
    }

    long kafkaOffset() {
        return nextOffset - baseOffset;
    }

    Source advanced(long newNextOffset, Optional<Integer> epoch) {
        return new Source(line, newNextOffset, kafkaTopic, kafkaTopicId, baseOffset, epoch);
    }
}
