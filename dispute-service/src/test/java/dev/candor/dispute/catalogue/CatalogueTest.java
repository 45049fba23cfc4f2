package dev.candor.dispute.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.dispute.CourtOnL1;
import dev.candor.dispute.DisputeDatabase;
import dev.candor.dispute.RunningDisputes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CatalogueTest {
    private static String database;
    private static CourtOnL1 court;
    private static RunningDisputes service;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() {
        court = CourtOnL1.start();
        database = DisputeDatabase.url();
        service = RunningDisputes.start(database, court, directory);
    }

    @AfterAll
    static void stop() {
        service.close();
        court.close();
    }

    @Test
    void listsEveryFaultInOrder() {
        JsonNode faults = service.json("/v1/faults").get("faults");

        assertThat(faults.valueStream().map(fault -> fault.get("id").asString()))
                .containsExactly("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F13");
    }

    @Test
    void showsTheRuleThatL1HasForAFault() {
        JsonNode rule = service.json("/v1/faults").get("faults").get(3).get("rule");

        assertThat(rule.get("decision").asString()).isEqualTo("CHECKER");
        assertThat(rule.get("penalty").asString()).isEqualTo("SAFETY");
        assertThat(rule.get("remedy").asString()).isEqualTo("ROLLBACK");
        assertThat(rule.get("checker").asString()).isEqualTo(court.checker());
        assertThat(rule.get("windowSeconds").asString()).isEqualTo("60");
        assertThat(rule.has("evidenceSchema"))
                .as("a schema that nobody told us")
                .isFalse();
    }

    @Test
    void showsTheSchemaWhoseHashL1Has() {
        JsonNode rule = service.json("/v1/faults").get("faults").get(7).get("rule");

        assertThat(rule.get("decision").asString()).isEqualTo("COURT");
        assertThat(rule.has("checker")).isFalse();
        assertThat(rule.get("evidenceSchema").asString()).startsWith("F8 v1: ");
    }

    @Test
    void saysThatNobodyDecidesWhatHasNoRule() {
        JsonNode anomaly = service.json("/v1/faults").get("faults").get(12);

        assertThat(anomaly.has("rule")).isFalse();
        assertThat(anomaly.get("decidedBy").asString()).startsWith("Nobody");
    }

    @Test
    void givesTheNumbersThatAreInForce() {
        JsonNode catalogue = service.json("/v1/faults");

        assertThat(catalogue.get("rulesVersion").asString()).isEqualTo("2");
        assertThat(catalogue.get("parameters").get("bond.slashDelaySeconds").asString())
                .isEqualTo("2");
        assertThat(catalogue.get("parameters").get("dispute.maxSeconds").asString())
                .isEqualTo("120");
    }

    @Test
    void showsPeopleTheSame() {
        HttpResponse<String> page = service.get("/", "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("F4 · Wrong order", court.checker(), "dispute.maxSeconds");
    }

    @Test
    void describesItself() {
        JsonNode api = service.json("/v3/api-docs");

        assertThat(api.get("paths").propertyNames()).contains("/v1/faults");
    }

    @Test
    void isReadyWithItsDatabase() {
        assertThat(service.management("/actuator/health/readiness").statusCode())
                .isEqualTo(200);
    }

    @Test
    void startsOnNoDatabaseOfAnotherRollup() {
        assertThatThrownBy(() -> RunningDisputes.start(database, court, directory, "--candor.rollup-id=5"))
                .rootCause()
                .hasMessageContaining("use a database of its own for each rollup");
    }

    @Test
    void startsOnNoOtherL1() {
        assertThatThrownBy(
                        () -> RunningDisputes.start(DisputeDatabase.url(), court, directory, "--candor.l1.chain-id=1"))
                .rootCause()
                .hasMessageContaining("Expected the L1 chain 1, found chain 31337");
    }
}
