package dev.candor.devnet;

import dev.candor.localservers.DevAccounts.DevAccount;
import dev.candor.localservers.Repository;
import dev.candor.localservers.ServerFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running devnet as others find it: {@code devnet.json} in its data directory and, for the one started at a terminal,
 * {@code .candor/devnet.json} in the checkout. Numbers of 64 bits are decimal strings.
 *
 * @param pid the process that runs the devnet
 * @param serviceUrl base of {@code /v1}; {@code rpcUrl} is the JSON-RPC endpoint for wallets
 * @param l2RpcUrl the execution client's private port
 * @param accounts funded on both chains
 * @param derivedAccounts number of further accounts with funds on the L2
 * @param derivation how their keys are made
 * @param orderKey address whose signature every promise, cut, header and statement carries
 * @param beaconKey 192 bytes
 * @param logOrigin name of the transparency log, {@code <domain>/<rollupId>}
 * @param logKey address whose signature its checkpoints carry
 * @param audit null when the network runs without audit-service
 */
public record DevnetDescription(
        String rollupId,
        long pid,
        String serviceUrl,
        String rpcUrl,
        String managementUrl,
        String l1RpcUrl,
        String l1ChainId,
        String l2RpcUrl,
        String l2EngineUrl,
        String l2JwtSecretFile,
        String databaseUrl,
        String kafkaBootstrapServers,
        String genesisHash,
        String deploymentBlock,
        Contracts contracts,
        String orderKey,
        String beaconKey,
        String logOrigin,
        String logKey,
        @Nullable Audit audit,
        List<DevAccount> accounts,
        int derivedAccounts,
        String derivation,
        String dataDirectory,
        String manifestFile) {

    /** Proxies on L1. */
    public record Contracts(
            String rollup,
            String sequencerRegistry,
            String forcedInbox,
            String bondVault,
            String parameterRegistry,
            String auditAnchor) {}

    /**
     * @param url base of {@code /v1}
     * @param logUrl prefix of checkpoint and tiles, ending in a slash
     * @param verifierKeys of the log, as C2SP vkeys
     * @param trustFile what verifiers take as given
     */
    public record Audit(
            String url,
            String logUrl,
            String managementUrl,
            List<String> verifierKeys,
            List<Witness> witnesses,
            String trustFile) {}

    /**
     * @param verifierKey a C2SP vkey
     * @param attestsAs address whose signature its attestations carry; null for one that only cosigns the log
     */
    public record Witness(
            String url, String verifierKey, @Nullable String attestsAs) {}

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Where the network started at a terminal describes itself. */
    static Path announcement() {
        return Repository.root()
                .orElseThrow(() -> new ServerFailure(
                        "Expected to run inside a checkout of Candor, found none above the working directory."))
                .resolve(".candor/devnet.json");
    }

    /** The network that runs now in this checkout. */
    public static DevnetDescription running() {
        Path file = announcement();
        if (!Files.exists(file)) {
            throw new ServerFailure("Expected a running devnet, found no " + file + ". Start one: ./candor devnet");
        }
        DevnetDescription description = read(file);
        if (ProcessHandle.of(description.pid()).isEmpty()) {
            throw new ServerFailure("Expected a running devnet, found that the one of " + file
                    + " has ended. Start one: ./candor devnet");
        }
        return description;
    }

    public static DevnetDescription read(Path file) {
        return MAPPER.readValue(file.toFile(), DevnetDescription.class);
    }

    void write(Path file) {
        DevnetDirectory.write(file, this);
    }
}
