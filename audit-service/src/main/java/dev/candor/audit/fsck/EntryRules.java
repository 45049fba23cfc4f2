package dev.candor.audit.fsck;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.tlog.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every entry must be, given all before it (log.md sections 2 and 3). Takes them in order. */
final class EntryRules {
    private final Map<Coverage.Line, Long> next = new TreeMap<>();

    /** What is wrong with this entry; nothing if it is as it must be. */
    List<String> check(long index, byte[] bytes) {
        List<String> wrong = new ArrayList<>();
        switch (LogEntry.decode(index, bytes)) {
            case Parsed.Malformed<LogEntry>(String why) -> wrong.add(why);
            case Parsed.Ok<LogEntry>(LogEntry entry) -> {
                boolean isCoverage = entry.topic() == Topic.COVERAGE;
                if (Coverage.isAt(index) != isCoverage) {
                    wrong.add("Expected entry %d %s, found one of %s."
                            .formatted(
                                    index,
                                    Coverage.isAt(index) ? "to be a CoverageEntry" : "to be an event",
                                    entry.topic()));
                }
                if (isCoverage) {
                    checkCoverage(entry, wrong);
                } else {
                    checkOffset(entry, wrong);
                }
            }
        }
        return wrong;
    }

    private void checkCoverage(LogEntry entry, List<String> wrong) {
        LogEntry expected = new Coverage(new TreeMap<>(next)).entryAt(entry.index());
        if (!entry.equals(expected)) {
            wrong.add(
                    "Expected the CoverageEntry %d to have number %d and to say %s, found partition %d, number %d, %s."
                            .formatted(
                                    entry.index(),
                                    expected.offset(),
                                    next,
                                    entry.partition(),
                                    entry.offset(),
                                    Coverage.decode(entry.event())));
        }
    }

    private void checkOffset(LogEntry entry, List<String> wrong) {
        Coverage.Line line = new Coverage.Line(entry.topic(), entry.partition());
        long expected = next.getOrDefault(line, 0L);
        if (entry.offset() != expected) {
            wrong.add("Expected entry %d of %s, partition %d, to have offset %d, found %d: %s."
                    .formatted(
                            entry.index(),
                            entry.topic().kafkaName(),
                            entry.partition(),
                            expected,
                            entry.offset(),
                            entry.offset() > expected ? "offsets are missing" : "an offset is in the log again"));
        }
        next.put(line, entry.offset() + 1);
    }

    /** The next offset of each line, after all entries that were given. */
    Map<Coverage.Line, Long> next() {
        return next;
    }
}
