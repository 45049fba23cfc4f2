package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.messaging.KafkaClients;
import dev.candor.protocol.types.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/** Reads stretches of Kafka again through a consumer of its own; the stage that takes records is not held up. */
@Component
class KafkaSamples implements LogAgainstKafka {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MAX_POLLS = 6;
    private static final int MAX_RECORDS = 512;

    private final KafkaClients kafka;
    private final Positions positions;
    private final LogReader log;

    KafkaSamples(KafkaClients kafka, Positions positions, LogReader log) {
        this.kafka = kafka;
        this.positions = positions;
        this.log = log;
    }

    /** Offsets of a line that are compared: {@code first … end - 1}. */
    private record Stretch(Source source, long first, long end) {
        long kafkaOffset(long offset) {
            return offset - source.baseOffset();
        }

        Place place(long offset) {
            return new Place(source.line().topic(), source.line().partition(), offset);
        }
    }

    @Override
    public Compared sample(int maxOfLine) {
        List<Stretch> stretches = positions.sources().values().stream()
                .filter(source -> source.nextOffset() > source.baseOffset())
                .map(source -> stretch(source, Math.min(maxOfLine, MAX_RECORDS)))
                .toList();
        return compared(stretches);
    }

    private static Stretch stretch(Source source, int most) {
        long latest = Math.max(source.baseOffset(), source.nextOffset() - most);
        long first = ThreadLocalRandom.current().nextLong(source.baseOffset(), latest + 1);
        return new Stretch(source, first, Math.min(source.nextOffset(), first + most));
    }

    @Override
    public Compared compare(Collection<Place> places) {
        Map<Coverage.Line, Source> sources = positions.sources();
        return compared(places.stream()
                .flatMap(place ->
                        Optional.ofNullable(sources.get(new Coverage.Line(place.topic(), place.partition()))).stream()
                                .filter(source ->
                                        place.offset() >= source.baseOffset() && place.offset() < source.nextOffset())
                                .map(source -> new Stretch(source, place.offset(), place.offset() + 1)))
                .toList());
    }

    private Compared compared(List<Stretch> stretches) {
        Found found = new Found();
        if (stretches.isEmpty()) {
            return found.compared();
        }
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("candor-log-samples", MAX_RECORDS)) {
            for (Stretch stretch : stretches) {
                try {
                    compare(stretch, consumer, found);
                } catch (KafkaException e) {
                    found.failures.add(stretch.source().partition() + ": " + e);
                }
            }
        }
        return found.compared();
    }

    private void compare(Stretch stretch, Consumer<byte[], byte[]> consumer, Found found) {
        TopicPartition partition = stretch.source().partition();
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long first = Math.max(stretch.kafkaOffset(stretch.first()), begin);
        long last = Math.min(stretch.kafkaOffset(stretch.end()), end);
        if (first >= last) {
            return;
        }
        consumer.seek(partition, first);
        Map<Long, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
        for (int polls = 0; polls < MAX_POLLS && consumer.position(partition) < last; polls++) {
            consumer.poll(POLL).records(partition).forEach(record -> records.put(record.offset(), record));
        }
        long read = Math.min(last, consumer.position(partition));
        if (read < last) {
            found.failures.add("%s: expected its records up to offset %d, found them up to %d so far"
                    .formatted(partition, last, read));
        }
        for (long offset = first; offset < read; offset++) {
            compare(stretch, offset, Optional.ofNullable(records.get(offset)), found);
        }
    }

    private void compare(
            Stretch stretch, long kafkaOffset, Optional<ConsumerRecord<byte[], byte[]>> record, Found found) {
        Place place = stretch.place(stretch.source().baseOffset() + kafkaOffset);
        Optional<Long> index = log.indexOf(place.topic(), place.partition(), place.offset());
        if (index.isEmpty()) {
            // It has an index and is not in the tree yet.
            return;
        }
        Bytes logged = log.entries(index.get(), 1).getFirst().event();
        Optional<Bytes> inKafka = record.map(it -> EventBytes.of(place.topic(), it))
                .map(event -> LogEntry.needsHash(event) ? LogEntry.hashed(event) : event);
        if (inKafka.filter(logged::equals).isPresent()) {
            found.same.add(place);
        } else {
            found.differences.add(new Difference(place, stretch.source().kafkaTopic(), index.get(), logged, inKafka));
        }
    }

    /** Filled within one comparison. */
    private static final class Found {
        private final List<Place> same = new ArrayList<>();
        private final List<Difference> differences = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        Compared compared() {
            return new Compared(same, differences, failures);
        }
    }
}
