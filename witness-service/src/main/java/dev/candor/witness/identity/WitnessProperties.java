package dev.candor.witness.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The configuration of this process; {@code application.yaml} says what each value means. */
@ConfigurationProperties("candor")
public record WitnessProperties(long rollupId, Witness witness, L1 l1, Engine engine, Attest attest, Keys keys) {

    /** @param logsFile empty: only the logs that operators register */
    public record Witness(String name, String logsFile) {}

    /** @param rollupAddress empty: this witness cosigns logs and attests nothing */
    public record L1(URI rpcUrl, long chainId, String rollupAddress, Duration pollInterval, Duration requestTimeout) {}

    /**
     * This witness's own execution client.
     *
     * @param executorUrl of a candor-executor, which then stands in for the execution client; empty: none
     */
    public record Engine(URI rpcUrl, URI engineUrl, Path jwtSecretFile, String executorUrl, Duration requestTimeout) {
        public Optional<URI> executor() {
            return Optional.of(executorUrl).filter(url -> !url.isBlank()).map(URI::create);
        }
    }

    /** @param patience how long a batch that is final on L1 may wait for its verdict before it is called UNAVAILABLE */
    public record Attest(Duration patience) {}

    public record Keys(Path witnessKeyFile, Path attestationKeyFile) {}
}
