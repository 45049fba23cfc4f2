package dev.candor.sequencer.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.rollback.Rollback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RollbackResourceTest {
    private static final Hash32 ANCHOR = Hash32.fromHex("0x" + "a1".repeat(32));
    private static final Hash32 FAULT = Hash32.fromHex("0x" + "fa".repeat(32));
    private static final Hash32 L1_HASH = Hash32.fromHex("0x" + "11".repeat(32));

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
    void nothing() {
        node.restart();
    }

    @Test
    void saysThatThereWasNone() throws Exception {
        JsonNode page = node.json("/v1/rollbacks");

        assertThat(page.get("generation").asString()).isEqualTo("0");
        assertThat(page.get("rollbacks")).isEmpty();
    }

    @Test
    void tellsApartWhatIsAnnouncedAndWhatIsApplied() throws Exception {
        announce(1, 7);
        node.jdbc().sql("update rollback set applied_at_millis = 1700000000123").update();
        announce(2, 5);

        JsonNode page = node.json("/v1/rollbacks");

        assertThat(page.get("generation").asString()).isEqualTo("1");
        JsonNode announced = page.get("rollbacks").get(0);
        assertThat(announced.get("generation").asString()).isEqualTo("2");
        assertThat(announced.get("anchorNumber").asString()).isEqualTo("5");
        assertThat(announced.has("appliedAtMillis")).isFalse();
        JsonNode applied = page.get("rollbacks").get(1);
        assertThat(applied.get("appliedAtMillis").asString()).isEqualTo("1700000000123");
        assertThat(applied.get("anchorHash").asString()).isEqualTo(ANCHOR.toHex());
        assertThat(applied.get("faultId").asString()).isEqualTo(FAULT.toHex());
        assertThat(applied.get("l1").get("blockNumber").asString()).isEqualTo("31");
    }

    @Test
    void refusesAPageOutOfBounds() throws Exception {
        assertThat(node.get("/v1/rollbacks?limit=101").statusCode()).isEqualTo(400);
    }

    private static void announce(long generation, long anchorNumber) {
        node.rollbackRows()
                .announced(new Rollback(
                        new Generation(generation), anchorNumber, ANCHOR, FAULT, L1_HASH, 30 + generation, L1_HASH, 2));
    }
}
