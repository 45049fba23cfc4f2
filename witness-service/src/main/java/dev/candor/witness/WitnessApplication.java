package dev.candor.witness;

import dev.candor.http.problems.ProblemConfiguration;
import dev.candor.http.tracing.TracingConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts a witness: one name, one key, one memory. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({ProblemConfiguration.class, TracingConfiguration.class})
public class WitnessApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(WitnessApplication.class, arguments);
    }
}
