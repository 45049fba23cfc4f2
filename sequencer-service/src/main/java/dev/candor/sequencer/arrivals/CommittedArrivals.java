package dev.candor.sequencer.arrivals;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The rows that a cut may cover. The table is the truth: when Kafka is away, what is committed can still be cut. Every row
 * that the feed has seen too is compared with its record; a difference is reported to the keeper of the line.
 */
@Component
class CommittedArrivals implements ArrivalRows {
    private static final Logger log = LoggerFactory.getLogger(CommittedArrivals.class);
    private static final int MAX_FILLED_AT_ONCE = 1_000;

    private final PromiseTable promises;
    private final ArrivalTail tail;
    private final Line line;
    private final TopicReader reader;
    private final ParallelDecoder decoder;
    private final Leadership leadership;
    private final ArrivalsProperties properties;
    private final SegmentTable segments;
    private final ArrivalsMetrics metrics;
    private Hole hole = new Hole(-1, -1, 0);

    CommittedArrivals(
            PromiseTable promises,
            ArrivalTail tail,
            Line line,
            TopicReader reader,
            ParallelDecoder decoder,
            Leadership leadership,
            ArrivalsProperties properties,
            SegmentTable segments,
            ArrivalsMetrics metrics) {
        this.promises = promises;
        this.tail = tail;
        this.line = line;
        this.reader = reader;
        this.decoder = decoder;
        this.leadership = leadership;
        this.properties = properties;
        this.segments = segments;
        this.metrics = metrics;
    }

    /**
     * @param seq first number without a row
     * @param endSeq end of the topic when the hole was first seen
     * @param sinceNanos by {@link System#nanoTime}
     */
    private record Hole(long seq, long endSeq, long sinceNanos) {}

    @Override
    public synchronized List<ArrivalRow> committed(Term term, Seq from, int maxCount) {
        List<PromiseRow> rows = promises.contiguous(from.value(), maxCount);
        long missing = from.value() + rows.size();
        if (rows.size() < maxCount && isOldHole(missing) && fillIn(term) > 0) {
            rows = promises.contiguous(from.value(), maxCount);
        }
        rows.forEach(this::compareWithTopic);
        return rows.stream().map(PromiseRow::toArrivalRow).toList();
    }

    private boolean isOldHole(long missing) {
        long end = tail.end().value();
        if (missing >= end) {
            return false;
        }
        long now = System.nanoTime();
        if (hole.seq() != missing) {
            hole = new Hole(missing, end, now);
        }
        return now - hole.sinceNanos() > properties.fillInAfter().toNanos();
    }

    /** Writes rows for the numbers that have been in the topic since the hole was seen, and still have none. */
    private int fillIn(Term term) {
        Optional<Segment> segment = line.covering(hole.seq());
        if (segment.isEmpty()) {
            return 0;
        }
        long to = Math.min(
                Math.min(hole.endSeq(), hole.seq() + MAX_FILLED_AT_ONCE),
                segment.get().endOrMax());
        try {
            List<PromiseRow> missing = missingRows(segment.get(), hole.seq(), to);
            int filled = leadership.fenced(
                    term, () -> segments.holds(segment.get().topic(), hole.seq(), to) ? promises.fillIn(missing) : 0);
            metrics.filledIn(filled);
            log.warn(
                    "Filled in {} rows of seqs {} to {}, unpromised: their intake did not commit them",
                    filled,
                    hole.seq(),
                    to - 1);
            hole = new Hole(-1, -1, 0);
            return filled;
        } catch (KafkaException e) {
            log.warn(
                    "Could not read seqs {} to {} to fill their rows in, trying again: {}",
                    hole.seq(),
                    to - 1,
                    e.toString());
            return 0;
        }
    }

    private List<PromiseRow> missingRows(Segment segment, long from, long to) {
        Map<Long, TopicRecord> records =
                reader.read(segment, from, to).stream().collect(Collectors.toMap(TopicRecord::seq, record -> record));
        Set<Long> present = new HashSet<>();
        promises.existing(from, to, MAX_FILLED_AT_ONCE).forEach(row -> present.add(row.seq()));
        return java.util.stream.LongStream.range(from, to)
                .filter(seq -> !present.contains(seq))
                .mapToObj(seq -> Optional.ofNullable(records.get(seq))
                        .map(decoder::rowOf)
                        .orElseGet(() -> PromiseRow.empty(seq)))
                .toList();
    }

    private void compareWithTopic(PromiseRow row) {
        Optional<SeenArrival> seen = tail.recent().at(row.seq());
        boolean differs = seen.isPresent() && !seen.get().arrival().equals(row.arrival());
        if (differs && line.suspect()) {
            log.error(
                    "Expected the record of seq {} to be what its row holds, found another: topic and table will be compared",
                    row.seq());
        }
    }

    @Override
    public List<ArrivalRow> range(Seq from, long count) {
        List<PromiseRow> rows = promises.existing(from.value(), from.value() + count, Math.toIntExact(count));
        if (rows.size() != count) {
            throw new IllegalStateException(
                    "Expected %d rows from seq %s on, which a cut covers, found %d: rows of this database are missing. Restore nothing over it, see docs/runbooks/arrivals.md."
                            .formatted(count, from, rows.size()));
        }
        return rows.stream().map(PromiseRow::toArrivalRow).toList();
    }

    @Override
    public Map<Hash32, Long> earliest(Collection<Hash32> txHashes, Seq before) {
        return txHashes.isEmpty() ? Map.of() : promises.earliest(txHashes, before.value());
    }
}
