package dev.candor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.audit.rollup.RollupIdentity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    Path directory;

    @Test
    void knowsTheLogsOrigin() {
        try (AuditNode service = start(AuditDatabase.url(), "log.example.org")) {
            RollupIdentity rollup = service.bean(RollupIdentity.class);

            assertThat(rollup.origin()).isEqualTo("log.example.org/901");
        }
    }

    @Test
    void refusesTheDatabaseOfAnotherLog() {
        // given
        String database = AuditDatabase.url();
        start(database, "log.example.org").close();

        // then
        assertThatThrownBy(() -> start(database, "log.example.net").close())
                .rootCause()
                .hasMessageContaining("Expected the log of this database")
                .hasMessageContaining("log.example.org/901");
    }

    private AuditNode start(String database, String domain) {
        return AuditNode.start(
                directory,
                database,
                AuditNode.policy(directory, 0),
                Map.of(
                        "candor.log.domain",
                        domain,
                        "spring.kafka.bootstrap-servers",
                        TestBroker.bootstrapServers(),
                        "candor.ingest.topic-suffix",
                        TestBroker.freshSuffix()));
    }
}
