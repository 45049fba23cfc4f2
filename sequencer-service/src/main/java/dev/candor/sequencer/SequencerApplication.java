package dev.candor.sequencer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the sequencer; its roles (intake, orderer) are chosen by {@code candor.roles}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SequencerApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(SequencerApplication.class, arguments);
    }
}
