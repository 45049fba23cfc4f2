package dev.candor.sequencer.arrivals;

import dev.candor.messaging.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reads given stretches of the line, for the few occasions on which the feed has not got them. */
@Component
class TopicReader implements DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_POLL_RECORDS = 5_000;

    private final KafkaClients kafka;
    private @Nullable Admin admin;

    TopicReader(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** What there is of {@code [from, to)} in the topic, ascending. Throws {@link KafkaException} when it does not come in time. */
    List<TopicRecord> read(Segment segment, long from, long to) {
        List<TopicRecord> records = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("candor-arrivals-reader", MAX_POLL_RECORDS)) {
            consumer.assign(List.of(segment.partition()));
            long end = Math.min(to, segment.baseSeq() + endOffset(consumer, segment));
            consumer.seek(segment.partition(), segment.offsetOf(from));
            while (from < end && segment.baseSeq() + consumer.position(segment.partition()) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    long seq = segment.seqAt(record.offset()).value();
                    if (seq < end) {
                        records.add(new TopicRecord(
                                seq, record.value() == null ? ArrivalDecoder.EMPTY_VALUE : record.value()));
                    }
                }
                if (System.nanoTime() > deadlineNanos) {
                    throw new TimeoutException("Expected the records up to seq %d of %s within %s, found them up to %d."
                            .formatted(end, segment.topic(), PATIENCE, from + records.size()));
                }
            }
        }
        return records;
    }

    /** First seq that is not in the topic; empty when the cluster has no such topic. */
    OptionalLong end(Segment segment) {
        try {
            ListOffsetsResult listed = admin().listOffsets(Map.of(segment.partition(), OffsetSpec.latest()));
            return OptionalLong.of(segment.baseSeq()
                    + KafkaClients.await(listed.partitionResult(segment.partition()))
                            .offset());
        } catch (UnknownTopicOrPartitionException e) {
            return OptionalLong.empty();
        }
    }

    private synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = kafka.admin("candor-arrivals-end");
            admin = open;
        }
        return open;
    }

    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private static long endOffset(Consumer<byte[], byte[]> consumer, Segment segment) {
        Long end = consumer.endOffsets(List.of(segment.partition())).get(segment.partition());
        if (end == null) {
            throw new KafkaException("The broker did not say where " + segment.topic() + " ends.");
        }
        return end;
    }
}
