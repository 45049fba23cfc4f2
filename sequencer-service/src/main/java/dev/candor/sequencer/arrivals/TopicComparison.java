package dev.candor.sequencer.arrivals;

import dev.candor.protocol.arrival.ArrivalRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Compares a topic with the table, backwards: a lost tail leaves the beginning as it was. */
@Component
class TopicComparison {
    private static final int CHUNK = 2_000;

    private final TopicReader reader;
    private final PromiseTable promises;
    private final ParallelDecoder decoder;

    TopicComparison(TopicReader reader, PromiseTable promises, ParallelDecoder decoder) {
        this.reader = reader;
        this.promises = promises;
        this.decoder = decoder;
    }

    /**
     * The lowest number below {@code end} from which on the topic is not what the table holds; empty when the newest rows
     * agree. Goes back as far as it finds differences, and one chunk further.
     */
    OptionalLong firstDifference(Segment segment, long end) {
        OptionalLong lowest = OptionalLong.empty();
        long to = end;
        while (to > segment.baseSeq()) {
            long from = Math.max(segment.baseSeq(), to - CHUNK);
            OptionalLong inChunk = firstDifference(segment, from, to);
            if (inChunk.isEmpty()) {
                return lowest;
            }
            lowest = inChunk;
            to = from;
        }
        return lowest;
    }

    private OptionalLong firstDifference(Segment segment, long from, long to) {
        List<PromiseRow> rows = promises.existing(from, to, CHUNK);
        Map<Long, TopicRecord> records =
                reader.read(segment, from, to).stream().collect(Collectors.toMap(TopicRecord::seq, record -> record));
        return rows.stream()
                .filter(row -> !agrees(row, records))
                .mapToLong(PromiseRow::seq)
                .min();
    }

    private boolean agrees(PromiseRow row, Map<Long, TopicRecord> records) {
        byte[] found = Optional.ofNullable(records.get(row.seq()))
                .map(TopicRecord::value)
                .orElse(ArrivalDecoder.EMPTY_VALUE);
        byte[] expected = row.arrival().map(ArrivalRecord::encode).orElse(ArrivalDecoder.EMPTY_VALUE);
        return Arrays.equals(found, expected)
                || row.isEmpty()
                        && decoder.rowOf(new TopicRecord(row.seq(), found)).isEmpty();
    }
}
