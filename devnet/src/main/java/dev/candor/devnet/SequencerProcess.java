package dev.candor.devnet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** sequencer-service: {@code /rpc} and {@code /v1}. */
public final class SequencerProcess extends ServiceProcess {
    static final String MODULE = "sequencer-service";

    /** Of short-lived garbage there is much, of the rest little: a parallel collector costs promises the least. */
    private static final List<String> MEMORY = List.of("-XX:+UseParallelGC", "-Xms512m", "-Xmx640m");

    SequencerProcess(Path directory, Ports ports, Map<String, String> environment, List<String> jvmArguments) {
        super(MODULE, directory, ports, environment, with(jvmArguments));
    }

    public String rpcUrl() {
        return url() + "/rpc";
    }

    private static List<String> with(List<String> further) {
        List<String> arguments = new ArrayList<>(MEMORY);
        arguments.addAll(further);
        return arguments;
    }
}
