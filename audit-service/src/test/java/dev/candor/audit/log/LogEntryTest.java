package dev.candor.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Parsed;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogEntryTest {

    @Test
    void readsBackWhatItWrites() {
        // given
        LogEntry entry = LogEntry.of(300, Topic.PROMISES, 2, 77, Bytes.fromHex("0x0102ff"));

        // then
        assertThat(Bytes.wrap(entry.encode()).toHex()).isEqualTo("0x000200000002000000000000004d0102ff");
        assertThat(LogEntry.decode(300, entry.encode()).orThrow()).isEqualTo(entry);
    }

    @Test
    void takesAnEventThatJustFitsAndHashesALongerOne() {
        // given
        Bytes fits = Bytes.wrap(new byte[LogEntry.MAX_EVENT_BYTES]);
        Bytes longer = Bytes.wrap(new byte[LogEntry.MAX_EVENT_BYTES + 1]);

        // then
        assertThat(LogEntry.of(0, Topic.ARRIVALS, 0, 0, fits).encode()).hasSize(65_535);
        LogEntry hashed = LogEntry.of(0, Topic.ARRIVALS, 0, 0, longer);
        assertThat(hashed.isHashOfEvent()).isTrue();
        assertThat(hashed.event()).isEqualTo(LogEntry.hashed(longer));
        assertThat(hashed.event().size()).isEqualTo(33);
    }

    @Test
    void hashesAnEventThatWouldBeTakenForAHash() {
        Bytes lookalike = LogEntry.hashed(Bytes.fromHex("0x01"));

        LogEntry entry = LogEntry.of(0, Topic.ARRIVALS, 0, 0, lookalike);

        assertThat(entry.event()).isEqualTo(LogEntry.hashed(lookalike)).isNotEqualTo(lookalike);
    }

    @Test
    void refusesWhatIsNoEntry() {
        byte[] entry = LogEntry.of(0, Topic.ARRIVALS, 0, 0, Bytes.EMPTY).encode();
        byte[] ofCheckpoints = entry.clone();
        ofCheckpoints[1] = 5;
        byte[] ofNoTopic = entry.clone();
        ofNoTopic[0] = 1;

        assertThat(LogEntry.decode(0, new byte[13])).isInstanceOf(Parsed.Malformed.class);
        assertThat(LogEntry.decode(0, new byte[65_536])).isInstanceOf(Parsed.Malformed.class);
        assertThat(LogEntry.decode(0, ofCheckpoints)).isInstanceOf(Parsed.Malformed.class);
        assertThat(LogEntry.decode(0, ofNoTopic)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void listsThePartitionsOfACoverageEntryInOrder() {
        // given
        TreeMap<Coverage.Line, Long> next = new TreeMap<>();
        next.put(new Coverage.Line(Topic.BATCHES, 0), 3L);
        next.put(new Coverage.Line(Topic.ARRIVALS, 1), 1L);
        next.put(new Coverage.Line(Topic.ARRIVALS, 0), 251L);

        // when
        LogEntry entry = new Coverage(next).entryAt(511);

        // then
        assertThat(entry.topic()).isEqualTo(Topic.COVERAGE);
        assertThat(entry.offset()).isEqualTo(1);
        assertThat(entry.event().toHex())
                .isEqualTo("0x0001" + "00000000" + "00000000000000fb" + "0001" + "00000001" + "0000000000000001"
                        + "0003" + "00000000" + "0000000000000003");
        assertThat(Coverage.decode(entry.event()).orThrow()).isEqualTo(new Coverage(next));
    }

    @Test
    void refusesCoverageThatIsOutOfOrderOrOfNoTopic() {
        String arrivals = "0001" + "00000000" + "00000000000000fb";
        String batches = "0003" + "00000000" + "0000000000000003";
        String checkpoints = "0005" + "00000000" + "0000000000000003";

        assertThat(Coverage.decode(Bytes.fromHex(batches + arrivals))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Coverage.decode(Bytes.fromHex(arrivals + arrivals))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Coverage.decode(Bytes.fromHex(checkpoints))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Coverage.decode(Bytes.fromHex(arrivals + "00"))).isInstanceOf(Parsed.Malformed.class);
        assertThat(Coverage.decode(Bytes.fromHex(arrivals + batches))).isInstanceOf(Parsed.Ok.class);
    }

    @Test
    void countsEntriesThatAreNoCoverage() {
        for (long index = 0; index < 2000; index++) {
            if (!Coverage.isAt(index)) {
                assertThat(Coverage.indexOfOrdinal(Coverage.ordinal(index))).isEqualTo(index);
            }
        }
        assertThat(Coverage.ordinal(256)).isEqualTo(255);
        assertThat(Coverage.indexOfOrdinal(255)).isEqualTo(256);
    }
}
