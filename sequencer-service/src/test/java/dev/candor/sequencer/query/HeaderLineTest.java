package dev.candor.sequencer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.Generation;
import dev.candor.sequencer.batches.HeaderLine;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeaderLineTest {
    private static final long GENERATION_1 = 1_000_000_000_000L;

    private static QueryNode node;

    @BeforeAll
    static void start() {
        node = QueryNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void fourBatches() {
        node.restart();
        for (int i = 0; i < 4; i++) {
            node.batches().order(node.batches().cut(0, Map.of(), 0));
        }
    }

    @Test
    void goesOnBehindWhatARollbackVoided() {
        HeaderLine line = node.headerLine();
        long seen = line.end();
        node.rollBack(2, 1);
        assertThat(line.end()).isEqualTo(seen).isEqualTo(5);
        assertThat(positions(line.from(0, 100))).containsExactly(1L, 2L);

        for (int i = 0; i < 3; i++) {
            node.batches().order(node.batches().cut(new Generation(1), 0, Map.of(), 0));
        }
        assertThat(positions(line.from(seen, 100)))
                .as("for a reader that had seen the voided ones")
                .containsExactly(GENERATION_1 + 3, GENERATION_1 + 4, GENERATION_1 + 5);
        assertThat(positions(line.from(0, 3))).as("for a new reader").containsExactly(1L, 2L, GENERATION_1 + 3);
        assertThat(line.end()).isEqualTo(GENERATION_1 + 6);
    }

    @Test
    void doesNotTellOfACutWithoutAHeader() {
        node.batches().cut(0, Map.of(), 0);

        assertThat(positions(node.headerLine().from(0, 100))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(node.headerLine().end()).isEqualTo(5);
    }

    private static List<Long> positions(List<StoredBatch> batches) {
        return batches.stream().map(HeaderLine::position).toList();
    }
}
