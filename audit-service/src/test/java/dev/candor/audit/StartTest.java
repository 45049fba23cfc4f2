package dev.candor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.audit.rollup.RollupIdentity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class StartTest {

    @Test
    void knowsTheLogsOrigin() {
        try (ConfigurableApplicationContext service = start(AuditDatabase.url(), "log.example.org")) {
            RollupIdentity rollup = service.getBean(RollupIdentity.class);

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

    private static ConfigurableApplicationContext start(String database, String domain) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.datasource.url=" + database);
        arguments.add("--spring.datasource.username=");
        arguments.add("--candor.rollup-id=901");
        arguments.add("--candor.log.domain=" + domain);
        arguments.add("--server.port=0");
        arguments.add("--management.server.port=0");
        arguments.add("--logging.structured.format.console=");
        SpringApplication application = new SpringApplication(AuditApplication.class);
        return application.run(arguments.toArray(String[]::new));
    }
}
