package dev.candor.audit.ingest;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.Topic;
import dev.candor.messaging.KafkaClients;
import dev.candor.protocol.types.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Compares what a successor of the arrivals' topic repeats with what was logged at the same numbers (log.md section 2). */
final class RepeatedArrivals {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_POLLS = 25;
    private static final int MAX_RECORDS = 500;

    private final KafkaClients kafka;
    private final LogReader log;

    RepeatedArrivals(KafkaClients kafka, LogReader log) {
        this.kafka = kafka;
        this.log = log;
    }

    /**
     * Whether the topic repeats all logged arrivals from its base to {@code nextSeq} with the same bytes; false: it does not
     * have them all yet, ask again.
     *
     * @throws PipelineFault it has other bytes at a logged seq
     */
    boolean areThere(String topic, long base, long nextSeq) {
        if (base == nextSeq) {
            return true;
        }
        if (log.indexOf(Topic.ARRIVALS, 0, nextSeq - 1).isEmpty()) {
            return false;
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("candor-log-repeats", MAX_RECORDS)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            long seq = base;
            for (int polls = 0; polls < MAX_POLLS; polls++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (seq == nextSeq) {
                        return true;
                    }
                    compare(topic, base, seq, record);
                    seq++;
                }
            }
            return seq == nextSeq;
        }
    }

    private void compare(String topic, long base, long seq, ConsumerRecord<byte[], byte[]> record) {
        Bytes event = EventBytes.of(Topic.ARRIVALS, record);
        Bytes expected = LogEntry.needsHash(event) ? LogEntry.hashed(event) : event;
        Optional<Long> index = log.indexOf(Topic.ARRIVALS, 0, seq);
        boolean same = record.offset() == seq - base
                && index.isPresent()
                && log.entries(index.get(), 1).getFirst().event().equals(expected);
        if (!same) {
            throw new PipelineFault(
                    PipelineFault.Kind.CHANGED,
                    ("Expected the topic %s to repeat arrival %d as it was logged (entry %s), found other bytes: two different "
                                    + "arrivals have had one number. The log stops here and keeps the first. See docs/runbooks/log-ingest.md.")
                            .formatted(topic, seq, index.map(String::valueOf).orElse("none")));
        }
    }
}
