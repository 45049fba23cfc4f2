package dev.candor.devnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** audit-service: the log below {@code /log/{rollupId}/}, and {@code /v1}. */
public final class AuditProcess extends ServiceProcess {
    static final String MODULE = "audit-service";

    private static final List<String> MEMORY = List.of("-XX:+UseParallelGC", "-Xms128m", "-Xmx512m");

    private final long rollupId;

    AuditProcess(Path directory, Ports ports, long rollupId, Map<String, String> environment) {
        super(MODULE, directory, ports, environment, MEMORY);
        this.rollupId = rollupId;
    }

    /** Prefix of the log's checkpoint and tiles, ending in a slash. */
    public String logUrl() {
        return url() + "/log/" + rollupId + "/";
    }
}
