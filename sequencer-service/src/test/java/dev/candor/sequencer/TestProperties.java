package dev.candor.sequencer;

import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

/** Configurations for tests that start a part of the service; unused values are harmless. */
public final class TestProperties {
    public static final long ROLLUP_ID = 901_901;

    private TestProperties() {}

    public static SequencerProperties orderer() {
        return with(URI.create("http://localhost:1"), "0x0000000000000000000000000000000000000000");
    }

    public static SequencerProperties with(URI l1RpcUrl, String rollupAddress) {
        return new SequencerProperties(
                ROLLUP_ID,
                EnumSet.allOf(Role.class),
                new SequencerProperties.L1(
                        l1RpcUrl, 31337, rollupAddress, 0, 2, Duration.ofMillis(100), Duration.ofSeconds(5)),
                new SequencerProperties.Engine(
                        URI.create("http://localhost:2"),
                        URI.create("http://localhost:3"),
                        Path.of(""),
                        Duration.ofSeconds(10)),
                new SequencerProperties.Arrivals("candor.arrivals.v1"),
                new SequencerProperties.Keys(Path.of(""), Path.of(""), Path.of("")),
                new SequencerProperties.Ordering(Duration.ofSeconds(5), Duration.ofMillis(1500)),
                new SequencerProperties.Intake(Duration.ofSeconds(2), 600));
    }
}
