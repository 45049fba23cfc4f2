package dev.candor.witness.identity;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The configuration of this process; {@code application.yaml} says what each value means. */
@ConfigurationProperties("candor")
public record WitnessProperties(Witness witness, Keys keys) {

    /** @param logsFile empty: only the logs that operators register */
    public record Witness(String name, String logsFile) {}

    public record Keys(Path witnessKeyFile) {}
}
