package dev.candor.audit;

import dev.candor.http.problems.ProblemConfiguration;
import dev.candor.http.tracing.TracingConfiguration;
import dev.candor.leadership.LeadershipConfiguration;
import dev.candor.messaging.MessagingConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the transparency log of one rollup, with what is built on it: receipts, findings, anchors. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({
    LeadershipConfiguration.class,
    MessagingConfiguration.class,
    ProblemConfiguration.class,
    TracingConfiguration.class
})
public class AuditApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(AuditApplication.class, arguments);
    }
}
