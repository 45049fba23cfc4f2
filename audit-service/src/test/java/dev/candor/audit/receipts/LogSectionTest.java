package dev.candor.audit.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.entries.GoldenEvents;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Check;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TreeVerification;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LogSectionTest {
    private static final long HUNDRED_MILLION = 100_000_000;
    private static final int HEX_CHARS_PER_NODE = 2 + 2 * 32 + 3;
    private static final List<String> EVENTS = List.of("BatchSealed", "BatchExecuted", "BatchPosted", "BatchFinalized");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(longs = {10, 1_000, 1_000_000, HUNDRED_MILLION})
    void everyEntryIsProvenUnderTheCheckpoint(long size) {
        // given
        SyntheticLog log = new SyntheticLog(size);
        Parts parts = parts(log, size);

        // when
        Receipt.LogPart section = section(log, size).of(parts);

        // then
        TreeHead tree = log.head(size);
        assertThat(section.entries()).hasSize(EVENTS.size());
        assertThat(section.entries()).allSatisfy(entry -> {
            TreeHash leaf = TreeHash.ofLeaf(Bytes.fromHex(entry.entry()).toArray());
            List<TreeHash> path = entry.nodes().stream()
                    .map(node -> TreeHash.copyOf(Bytes.fromHex(node).toArray()))
                    .toList();
            assertThat(TreeVerification.inclusion(leaf, Long.parseLong(entry.index()), tree, path))
                    .isInstanceOf(Check.Ok.class);
        });
        assertThat(parts.missing()).isEmpty();
    }

    @Test
    void theBundleGrowsWithTheLogarithmOfTheLog() {
        int small = bytesOf(1_000);
        int large = bytesOf(HUNDRED_MILLION);

        // ceil(log2) grows from 10 to 27, and each index by five digits
        int moreNodes = EVENTS.size() * 17 * HEX_CHARS_PER_NODE;
        assertThat(large - small).isBetween(1, moreNodes + EVENTS.size() * 5);
        assertThat(large).isLessThan(2 * small);
    }

    @Test
    void saysWhatNoCheckpointCoversYet() {
        // given
        SyntheticLog log = new SyntheticLog(1_000);
        Parts parts = parts(log, 1_000);
        long coversTwo = Long.parseLong(indexOfPart(1, 1_000)) + 1;

        // when
        Receipt.LogPart section = section(log, coversTwo).of(parts);

        // then
        assertThat(section.entries()).extracting(Receipt.EntryPart::part).containsExactly("part 0", "part 1");
        assertThat(parts.missing())
                .containsExactly(
                        new Receipt.MissingPart("log:part 2", MissingReason.NOT_LOGGED),
                        new Receipt.MissingPart("log:part 3", MissingReason.NOT_LOGGED));
    }

    private static int bytesOf(long size) {
        SyntheticLog log = new SyntheticLog(size);
        return JSON.writeValueAsBytes(section(log, size).of(parts(log, size))).length;
    }

    private static String indexOfPart(int part, long size) {
        return Long.toString(size / 10 * (2 * part + 1));
    }

    private static Parts parts(SyntheticLog log, long size) {
        Parts parts = new Parts();
        for (int i = 0; i < EVENTS.size(); i++) {
            long index = Long.parseLong(indexOfPart(i, size));
            LogEntry entry = LogEntry.of(index, Topic.BATCHES, 0, i, GoldenEvents.bytes(EVENTS.get(i)));
            log.put(entry);
            parts.logged("part " + i, new LoggedEntry(entry, new LoggedEvent.Other(EVENTS.get(i), Bytes.EMPTY)));
        }
        return parts;
    }

    private static LogSection section(SyntheticLog log, long size) {
        TreeHead head = log.head(size);
        PublishedCheckpoint newest = new PublishedCheckpoint(size, head.root(), Bytes.EMPTY, 0);
        return new LogSection(GoldenEvents.identity(), log, new OneCheckpoint(newest));
    }

    private record OneCheckpoint(PublishedCheckpoint only) implements Checkpoints {
        @Override
        public Optional<PublishedCheckpoint> newest() {
            return Optional.of(only);
        }

        @Override
        public List<PublishedCheckpoint> page(long below, int limit) {
            return below > only.size() ? List.of(only) : List.of();
        }

        @Override
        public Optional<PublishedCheckpoint> newestAtLeast(long size) {
            return newest().filter(checkpoint -> checkpoint.size() >= size);
        }
    }
}
