package dev.candor.dispute;

import dev.candor.http.problems.ProblemConfiguration;
import dev.candor.http.tracing.TracingConfiguration;
import dev.candor.leadership.LeadershipConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the service for one rollup. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({LeadershipConfiguration.class, ProblemConfiguration.class, TracingConfiguration.class})
public class DisputeApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(DisputeApplication.class, arguments);
    }
}
