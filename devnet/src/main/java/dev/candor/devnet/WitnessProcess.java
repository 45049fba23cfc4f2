package dev.candor.devnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** witness-service: cosigns what is consistent with what it cosigned before. */
public final class WitnessProcess extends ServiceProcess {
    static final String MODULE = "witness-service";

    /** Three of them share the machine with everything else, and each has little to do. */
    private static final List<String> MEMORY =
            List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmx160m", "-XX:TieredStopAtLevel=1");

    private final WitnessKey key;

    WitnessProcess(Path directory, Ports ports, WitnessKey key, Map<String, String> environment) {
        super(MODULE, directory, ports, environment, MEMORY);
        this.key = key;
    }

    /** Its name and key as a C2SP vkey. */
    public String verifierKey() {
        return key.verifierKey().print();
    }
}
