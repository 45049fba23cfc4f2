package dev.candor.localservers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a deployment of the contracts is for.
 *
 * @param l1RpcUrl the L1 to deploy on
 * @param deployerKey funded private key, 0x-hex; its account becomes operator and admin
 * @param rollupId the L2 chain id
 * @param genesisHash hash of the L2 genesis block, 0x-hex
 * @param genesisTimestamp Unix seconds of the L2 genesis block
 * @param orderKey address that signs for the sequencer
 * @param beaconKey the beacon's public key, 192 bytes as 0x-hex
 * @param logKey address that signs the checkpoints of the rollup's transparency log
 * @param overrides further keys of the script's configuration, e.g. {@code forcedDelayBlocks} or
 *     {@code parameters → {policy.batchIntervalMillis → {value → …}}}
 */
public record DeploymentRequest(
        String l1RpcUrl,
        String deployerKey,
        long rollupId,
        String genesisHash,
        long genesisTimestamp,
        String orderKey,
        String beaconKey,
        String logKey,
        Map<String, Object> overrides) {

    /** With the log key of {@link DevAccounts#LOG}. */
    public DeploymentRequest(
            String l1RpcUrl,
            String deployerKey,
            long rollupId,
            String genesisHash,
            long genesisTimestamp,
            String orderKey,
            String beaconKey,
            Map<String, Object> overrides) {
        this(
                l1RpcUrl,
                deployerKey,
                rollupId,
                genesisHash,
                genesisTimestamp,
                orderKey,
                beaconKey,
                DevAccounts.LOG.address(),
                overrides);
    }

    public DeploymentRequest {
        overrides = Map.copyOf(overrides);
    }

    /** For this L2 on this L1, deployed by the first of {@link DevAccounts}. */
    public static DeploymentRequest of(Anvil l1, Geth l2, String orderKey, String beaconKey) {
        return new DeploymentRequest(
                l1.rpcUrl(),
                DevAccounts.ALL.getFirst().privateKey(),
                l2.genesis().rollupId(),
                l2.genesisHash(),
                l2.genesisTimestamp(),
                orderKey,
                beaconKey,
                Map.of("l2GasLimit", Long.toString(l2.genesis().gasLimit())));
    }

    /** With one more override. */
    public DeploymentRequest with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(overrides);
        more.put(key, value);
        return new DeploymentRequest(
                l1RpcUrl, deployerKey, rollupId, genesisHash, genesisTimestamp, orderKey, beaconKey, logKey, more);
    }

    Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>(overrides);
        configuration.put("rollupId", Long.toString(rollupId));
        configuration.put("genesisHash", genesisHash);
        configuration.put("genesisTimestamp", Long.toString(genesisTimestamp));
        configuration.put("orderKey", orderKey);
        configuration.put("beaconKey", beaconKey);
        configuration.put("logKey", logKey);
        return configuration;
    }
}
