package dev.candor.devnet;

import dev.candor.protocol.types.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** witness-service: cosigns what is consistent with what it cosigned before, and attests batches if it has a client. */
public final class WitnessProcess extends ServiceProcess {
    static final String MODULE = "witness-service";

    /** Three of them share the machine with everything else, and each has little to do. */
    private static final List<String> MEMORY =
            List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmx160m", "-XX:TieredStopAtLevel=1");

    /** Rebuilt batches, and their blocks as JSON on the way to its client. */
    private static final List<String> MEMORY_WITH_CLIENT =
            List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx512m", "-XX:TieredStopAtLevel=1");

    private final WitnessKey key;
    private final boolean attests;

    /** @param attests whether its environment names a rollup and a client */
    WitnessProcess(Path directory, Ports ports, WitnessKey key, Map<String, String> environment, boolean attests) {
        super(MODULE, directory, ports, environment, attests ? MEMORY_WITH_CLIENT : MEMORY);
        this.key = key;
        this.attests = attests;
    }

    /** Whose signatures its attestations carry; empty for one that only cosigns the log. */
    public Optional<Address> attestsAs() {
        return attests ? Optional.of(key.attestation().address()) : Optional.empty();
    }

    /** Its name and key as a C2SP vkey. */
    public String verifierKey() {
        return key.verifierKey().print();
    }
}
