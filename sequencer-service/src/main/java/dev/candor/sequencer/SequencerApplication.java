package dev.candor.sequencer;

import dev.candor.http.problems.ProblemConfiguration;
import dev.candor.http.tracing.TracingConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the sequencer; its roles (intake, orderer) are chosen by {@code candor.roles}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({ProblemConfiguration.class, TracingConfiguration.class})
public class SequencerApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(SequencerApplication.class, arguments);
    }
}
