package dev.candor.devnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a devnet is started.
 *
 * @param dataDirectory keeps the whole state between runs; null: a temporary one, deleted by a clean stop
 * @param rollupId the L2 chain id; a directory that was used before keeps its own
 * @param brokerInThisJvm false: the broker is a process of its own that can be killed
 * @param announced true: {@code .candor/devnet.json} in the checkout describes this network while it runs
 * @param deploymentOverrides keys of {@code contracts/script/devnet.json} with other values
 * @param serviceEnvironment added to the environment of sequencer-service
 * @param serviceJvmArguments options of the JVM that runs sequencer-service
 * @param audited whether audit-service and its witnesses run too
 * @param auditEnvironment added to the environment of audit-service
 * @param attesting how many of the witnesses follow the rollup, each with an execution client of its own
 */
public record DevnetOptions(
        @Nullable Path dataDirectory,
        DevnetPorts ports,
        long rollupId,
        boolean brokerInThisJvm,
        boolean announced,
        Map<String, Object> deploymentOverrides,
        Map<String, String> serviceEnvironment,
        List<String> serviceJvmArguments,
        boolean audited,
        Map<String, String> auditEnvironment,
        int attesting) {

    public static final long DEFAULT_ROLLUP_ID = 271_828;

    /** Each costs a client that executes every batch once more. */
    public static final int ATTESTING = 2;

    public DevnetOptions {
        deploymentOverrides = Map.copyOf(deploymentOverrides);
        serviceEnvironment = Map.copyOf(serviceEnvironment);
        serviceJvmArguments = List.copyOf(serviceJvmArguments);
        auditEnvironment = Map.copyOf(auditEnvironment);
        if (attesting < 0 || attesting > WitnessKey.COUNT) {
            throw new IllegalArgumentException(
                    "Expected 0 to %d witnesses that attest, found %d.".formatted(WitnessKey.COUNT, attesting));
        }
    }

    /** For a person at a terminal: announced, the broker in this JVM, with audit-service. */
    public static DevnetOptions interactive(@Nullable Path dataDirectory, DevnetPorts ports, long rollupId) {
        return new DevnetOptions(
                dataDirectory, ports, rollupId, true, true, Map.of(), Map.of(), jvm(), true, Map.of(), ATTESTING);
    }

    /** For tests: temporary, free ports, every part a process that can be killed; without audit-service. */
    public static DevnetOptions forTests() {
        return new DevnetOptions(
                null, DevnetPorts.FREE, DEFAULT_ROLLUP_ID, false, false, Map.of(), Map.of(), jvm(), false, Map.of(), 0);
    }

    /** With other values in the deployment's configuration. */
    public DevnetOptions deployedWith(Map<String, Object> overrides) {
        return new DevnetOptions(
                dataDirectory,
                ports,
                rollupId,
                brokerInThisJvm,
                announced,
                overrides,
                serviceEnvironment,
                serviceJvmArguments,
                audited,
                auditEnvironment,
                attesting);
    }

    /** On a directory that keeps the state. */
    public DevnetOptions keptIn(Path directory) {
        return new DevnetOptions(
                directory,
                ports,
                rollupId,
                brokerInThisJvm,
                announced,
                deploymentOverrides,
                serviceEnvironment,
                serviceJvmArguments,
                audited,
                auditEnvironment,
                attesting);
    }

    /** With additions to the environment of sequencer-service. */
    public DevnetOptions withServiceEnvironment(Map<String, String> environment) {
        return new DevnetOptions(
                dataDirectory,
                ports,
                rollupId,
                brokerInThisJvm,
                announced,
                deploymentOverrides,
                environment,
                serviceJvmArguments,
                audited,
                auditEnvironment,
                attesting);
    }

    /** With audit-service and its witnesses, and additions to the environment of audit-service. */
    public DevnetOptions withAudit(Map<String, String> environment) {
        return new DevnetOptions(
                dataDirectory,
                ports,
                rollupId,
                brokerInThisJvm,
                announced,
                deploymentOverrides,
                serviceEnvironment,
                serviceJvmArguments,
                true,
                environment,
                attesting);
    }

    /** With so many of the witnesses on execution clients of their own; only with audit-service. */
    public DevnetOptions attestedBy(int witnesses) {
        return new DevnetOptions(
                dataDirectory,
                ports,
                rollupId,
                brokerInThisJvm,
                announced,
                deploymentOverrides,
                serviceEnvironment,
                serviceJvmArguments,
                audited,
                auditEnvironment,
                witnesses);
    }

    private static List<String> jvm() {
        return List.of("-Xmx512m");
    }
}
