package dev.candor.devnet;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a verifier of this devnet takes as given (spec/receipts.md section 4). */
record TrustFile(
        String format,
        Domain domain,
        String deploymentBlock,
        List<OrderKey> orderKeys,
        List<BeaconKey> beaconKeys,
        String auditAnchor,
        String genesisHash,
        Log log) {

    record Domain(String rollupId, String l1ChainId, String rollup) {}

    record OrderKey(String address, String fromL1Block, String fromL1Timestamp) {}

    record BeaconKey(String key, String fromL1Block) {}

    record Log(String origin, List<String> verifierKeys, String policy) {}

    static TrustFile of(DevnetServers servers, DeployedContracts contracts, LogKeys keys, Path policy) {
        String block = Long.toString(contracts.deploymentBlock());
        JsonNode header = servers.l1()
                .rpc()
                .call("eth_getBlockByNumber", "0x" + Long.toHexString(contracts.deploymentBlock()), false);
        String timestamp = Long.toString(Long.decode(header.path("timestamp").asString()));
        return new TrustFile(
                "candor-trust/v1",
                new Domain(
                        Long.toString(servers.l2().genesis().rollupId()),
                        Long.toString(Anvil.CHAIN_ID),
                        contracts.rollup()),
                block,
                List.of(new OrderKey(DevnetKeys.order().address(), block, timestamp)),
                List.of(new BeaconKey(DevnetKeys.beaconKey(), block)),
                contracts.auditAnchor(),
                contracts.manifest().path("genesisHash").asString(),
                new Log(keys.origin(), keys.verifierKeys(), read(policy)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not read " + file, failure);
        }
    }
}
