package dev.candor.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Candor's contracts on an L1, by the manifest that {@code contracts/script/deploy.mjs} writes.
 *
 * @param manifest the whole manifest
 */
public record DeployedContracts(JsonNode manifest) {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * Deploys with the script and keeps its manifest.
     *
     * @param manifestFile where the manifest goes; its folder must exist
     */
    public static DeployedContracts deploy(DeploymentRequest request, Path manifestFile) {
        Path contracts = Repository.contracts()
                .orElseThrow(() -> new ServerFailure("Expected the folder contracts above "
                        + Path.of("").toAbsolutePath() + ", found none. Run inside a checkout of Candor."));
        if (!Files.isDirectory(contracts.resolve("node_modules/ethers"))) {
            throw new ServerFailure(
                    "Expected the tools of " + contracts + ", found no node_modules. Run `npm ci` in that folder.");
        }
        try {
            Path configuration = Files.createTempFile("candor-deployment-", ".json");
            try {
                Files.writeString(configuration, MAPPER.writeValueAsString(request.configuration()));
                run(request, contracts, configuration, manifestFile.toAbsolutePath());
            } finally {
                Files.deleteIfExists(configuration);
            }
        } catch (IOException failure) {
            throw new ServerFailure("Expected to hand the deployment its configuration, found " + failure, failure);
        }
        return read(manifestFile);
    }

    /** Deploys and forgets the manifest file. */
    public static DeployedContracts deploy(DeploymentRequest request) {
        try {
            Path manifest = Files.createTempFile("candor-manifest-", ".json");
            try {
                return deploy(request, manifest);
            } finally {
                Files.deleteIfExists(manifest);
            }
        } catch (IOException failure) {
            throw new ServerFailure("Expected a temporary file for the manifest, found " + failure, failure);
        }
    }

    /** Reads the manifest of an earlier deployment. */
    public static DeployedContracts read(Path manifestFile) {
        return new DeployedContracts(MAPPER.readTree(manifestFile.toFile()));
    }

    public String rollup() {
        return proxy("rollup");
    }

    public String sequencerRegistry() {
        return proxy("sequencerRegistry");
    }

    public String forcedInbox() {
        return proxy("forcedInbox");
    }

    public String bondVault() {
        return proxy("bondVault");
    }

    public String parameterRegistry() {
        return proxy("parameterRegistry");
    }

    public String auditAnchor() {
        return proxy("auditAnchor");
    }

    public String witnessRegistry() {
        return proxy("witnessRegistry");
    }

    public String ruleBook() {
        return proxy("ruleBook");
    }

    public String faultRegister() {
        return proxy("faultRegister");
    }

    public String disputeCourt() {
        return proxy("disputeCourt");
    }

    public String rollbackController() {
        return proxy("rollbackController");
    }

    public String redressPool() {
        return proxy("redressPool");
    }

    /** The transparency log that the deployment registered: {@code <domain>/<rollupId>}. */
    public String logOrigin() {
        return manifest.path("logOrigin").asString();
    }

    /** The L1 block of the deployment. */
    public long deploymentBlock() {
        return manifest.path("deploymentBlock").asLong();
    }

    private String proxy(String name) {
        return manifest.path("contracts").path(name).path("proxy").asString();
    }

    private static void run(DeploymentRequest request, Path contracts, Path configuration, Path manifest) {
        List<String> command = List.of(
                "node",
                contracts.resolve("script/deploy.mjs").toString(),
                "--rpc",
                request.l1RpcUrl(),
                "--config",
                configuration.toString(),
                "--out",
                manifest.toString());
        Executables.run(command, Map.of("CANDOR_DEPLOYER_KEY", request.deployerKey()), LIMIT);
    }
}
