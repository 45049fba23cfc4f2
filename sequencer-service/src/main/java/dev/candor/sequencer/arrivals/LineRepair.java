package dev.candor.sequencer.arrivals;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.KafkaClients;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens the topics of the line. A replacement goes in three committed steps, each fenced, each of which may be the last one
 * before a crash: the old topic is closed (no promise is given through it any more); every number that was given has a row;
 * the new topic, filled from the table, is put in use. Whoever created a topic is the only one to fill it, so an orderer
 * that was deposed meanwhile cannot disturb its successor.
 */
@Component
class LineRepair {
    private static final Logger log = LoggerFactory.getLogger(LineRepair.class);
    private static final int ROWS_AT_ONCE = 500;
    private static final int EMPTY_AT_ONCE = 50_000;
    private static final int MAX_NAMES = 1_000;
    private static final int REFILL_LINGER_MILLIS = 5;
    private static final int REFILL_BATCH_BYTES = 256 * 1024;

    private final SegmentTable segments;
    private final PromiseTable promises;
    private final TopicReader reader;
    private final ArrivalTail tail;
    private final KafkaClients kafka;
    private final Leadership leadership;
    private final ArrivalsProperties properties;
    private final ArrivalsMetrics metrics;
    private final byte[] key;

    LineRepair(
            SegmentTable segments,
            PromiseTable promises,
            TopicReader reader,
            ArrivalTail tail,
            KafkaClients kafka,
            Leadership leadership,
            SequencerProperties sequencer,
            ArrivalsProperties properties,
            ArrivalsMetrics metrics) {
        this.segments = segments;
        this.promises = promises;
        this.reader = reader;
        this.tail = tail;
        this.kafka = kafka;
        this.leadership = leadership;
        this.properties = properties;
        this.metrics = metrics;
        this.key = sequencer.rollup().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The line begins: number 0, in an empty topic, with an empty table. */
    void openFirst(Term term) {
        String name = properties.topic();
        Segment first = new Segment(name, 0, java.util.OptionalLong.empty(), java.util.OptionalLong.empty());
        try (Admin admin = kafka.admin("candor-arrivals-admin")) {
            boolean created = KafkaClients.createTopic(admin, name);
            long arrivals = created ? 0 : reader.end(first).orElse(0);
            if (arrivals > 0 || promises.end() > 0) {
                throw new LineBrokenException(
                        ("Expected an empty line at its beginning, found %d records in topic %s and %d rows, but no topic in "
                                        + "the table: numbers would be given twice. If the database was lost or restored, the "
                                        + "rollup needs a new order key and a new topic name, see docs/runbooks/arrivals.md.")
                                .formatted(arrivals, name, promises.end()));
            }
        }
        open(term, name, 0);
    }

    void replace(Term term, Segment lost, long firstLost) {
        leadership.fenced(term, () -> {
            segments.close(lost.topic(), firstLost);
            return firstLost;
        });
        metrics.recovered();
        openSuccessor(term, segments.all().getLast());
    }

    /** Also what is left to do when a crash came after the closing. */
    void openSuccessor(Term term, Segment closed) {
        long base = closed.endOrMax();
        long given = Math.max(
                promises.end(),
                Math.max(reader.end(closed).orElse(base), tail.end().value()));
        long end = Math.max(base, given);
        int emptied = fillWithEmpty(term, base, end);
        try (Admin admin = kafka.admin("candor-arrivals-admin")) {
            String name = createSuccessor(admin, base);
            refill(name, base, end);
            open(term, name, base);
        }
        log.warn(
                "Seqs {} to {} were filled in from the table, {} of them EMPTY for want of a row",
                base,
                end - 1,
                emptied);
    }

    private int fillWithEmpty(Term term, long base, long end) {
        int emptied = 0;
        for (long from = base; from < end; from += EMPTY_AT_ONCE) {
            long first = from;
            long last = Math.min(end, from + EMPTY_AT_ONCE);
            emptied += leadership.fenced(term, () -> promises.fillWithEmpty(first, last));
        }
        return emptied;
    }

    /** {@code <name>.<base>}; when an attempt that was broken off has that name, {@code <name>.<base>.2} and so on. */
    private String createSuccessor(Admin admin, long base) {
        String plain = properties.topic() + "." + base;
        if (KafkaClients.createTopic(admin, plain)) {
            return plain;
        }
        for (int attempt = 2; attempt < MAX_NAMES; attempt++) {
            String name = plain + "." + attempt;
            if (KafkaClients.createTopic(admin, name)) {
                return name;
            }
        }
        throw new LineBrokenException(
                "Expected a free topic name after %s, found %d taken: delete the ones that are in no row of arrival_topic."
                        .formatted(plain, MAX_NAMES));
    }

    private void refill(String topic, long base, long end) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.LINGER_MS_CONFIG, REFILL_LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG, REFILL_BATCH_BYTES);
        try (Producer<byte[], byte[]> producer = kafka.producer("candor-arrivals-refill", settings)) {
            for (long from = base; from < end; from += ROWS_AT_ONCE) {
                List<PromiseRow> rows = promises.contiguous(from, (int) Math.min(ROWS_AT_ONCE, end - from));
                requireAcknowledgedInPlace(send(producer, topic, rows), rows, base);
            }
        }
    }

    private List<Future<RecordMetadata>> send(Producer<byte[], byte[]> producer, String topic, List<PromiseRow> rows) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (PromiseRow row : rows) {
            sent.add(producer.send(new ProducerRecord<>(topic, Segment.PARTITION, key, row.toRecordValue())));
        }
        return sent;
    }

    private static void requireAcknowledgedInPlace(
            List<Future<RecordMetadata>> sent, List<PromiseRow> rows, long base) {
        try {
            for (int i = 0; i < sent.size(); i++) {
                long offset = sent.get(i).get().offset();
                if (base + offset != rows.get(i).seq()) {
                    throw new KafkaException(
                            "Expected seq %d at offset %d of the new topic, found it at %d; the next attempt takes another topic."
                                    .formatted(rows.get(i).seq(), rows.get(i).seq() - base, offset));
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Could not fill the new topic", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while filling the new topic", e);
        }
    }

    private void open(Term term, String topic, long base) {
        leadership.fenced(term, () -> {
            segments.open(topic, base);
            return base;
        });
        log.info("Opened topic {} at seq {}", topic, base);
    }
}
