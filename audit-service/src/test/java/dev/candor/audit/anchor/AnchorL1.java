package dev.candor.audit.anchor;

import dev.candor.audit.AuditNode;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.audit.rollup.AuditProperties;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.L1Connection;
import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** An L1 with the contracts, a registered log, and an account that pays for anchors. */
public record AnchorL1(Anvil anvil, DeployedContracts contracts, AnchorContract contract) implements AutoCloseable {
    static final int CONFIRMATIONS = 2;
    private static final long ROLLUP_ID = 901_901;

    public static AnchorL1 start() {
        Anvil anvil = Anvil.start();
        DeployedContracts contracts = DeployedContracts.deploy(new DeploymentRequest(
                anvil.rpcUrl(),
                DevAccounts.ALL.getFirst().privateKey(),
                ROLLUP_ID,
                "0x" + "12".repeat(32),
                1_700_000_000L,
                DevAccounts.ALL.get(1).address(),
                "0x" + "01".repeat(192),
                Map.of()));
        AnchorContract contract = new AnchorContract(
                L1Connection.open(URI.create(anvil.rpcUrl()), Duration.ofSeconds(5)),
                Address.fromHex(contracts.auditAnchor()),
                identity(contracts));
        return new AnchorL1(anvil, contracts, contract);
    }

    static RollupIdentity identity(DeployedContracts contracts) {
        Address rollup = Address.fromHex(contracts.rollup());
        return new RollupIdentity(
                new RollupId(ROLLUP_ID),
                new CandorDomain(Anvil.CHAIN_ID, rollup),
                Anvil.CHAIN_ID,
                rollup,
                contracts.logOrigin());
    }

    RollupIdentity identity() {
        return identity(contracts);
    }

    /** The keys that AuditAnchor knows. */
    LogKeys keys() {
        return keys(DevAccounts.LOG.privateKey());
    }

    LogKeys keys(String secp256k1) {
        return new LogKeys(
                contracts.logOrigin(),
                Ed25519PrivateKey.ofSeed(new byte[32]),
                new InMemorySigner(PrivateKey.fromHex(secp256k1)),
                identity().domain());
    }

    static DigestSigner account() {
        return new InMemorySigner(PrivateKey.fromHex(DevAccounts.ALL.get(4).privateKey()));
    }

    URI rpcUrl() {
        return URI.create(anvil.rpcUrl());
    }

    AuditProperties properties() {
        return new AuditProperties(
                ROLLUP_ID,
                new AuditProperties.L1(
                        rpcUrl(),
                        Anvil.CHAIN_ID,
                        contracts.rollup(),
                        contracts.deploymentBlock(),
                        CONFIRMATIONS,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(2)),
                new AuditProperties.Log("log.devnet.candor.example", Path.of("unused"), Duration.ofSeconds(3)),
                new AuditProperties.Keys(Path.of("unused"), Path.of("unused")));
    }

    TreeHead newest() {
        return contract.newest();
    }

    /** Anchors this tree, signed by the log key whatever it is. */
    public void anchor(TreeHead head, List<TreeHash> proof) {
        Hash32 digest = new LogCheckpoint(
                        identity().originHash(),
                        head.size(),
                        Hash32.wrap(head.root().toArray()))
                .digest(identity().domain());
        DigestSigner signer = new InMemorySigner(PrivateKey.fromHex(DevAccounts.LOG.privateKey()));
        Map<String, String> call = Map.of(
                "from", DevAccounts.ALL.get(5).address(),
                "to", contracts.auditAnchor(),
                "data", contract.anchor(head, proof, signer.sign(digest)));
        String hash = anvil.rpc().call("eth_sendTransaction", call).asString();
        Awaitility.await()
                .until(() ->
                        !anvil.rpc().call("eth_getTransactionReceipt", hash).isNull());
        String status = anvil.rpc()
                .call("eth_getTransactionReceipt", hash)
                .path("status")
                .asString();
        if (!status.equals("0x1")) {
            throw new IllegalStateException("Expected AuditAnchor to take " + head + ", found that it did not.");
        }
    }

    /** Of a whole node that writes this log, without witnesses. */
    public Map<String, String> settings(Path directory) throws IOException {
        String origin = contracts.logOrigin();
        Path key = Files.writeString(directory.resolve("log-key"), DevAccounts.LOG.privateKey());
        Path policy = Files.writeString(
                directory.resolve("no-witnesses"),
                "log %s\nquorum none\n"
                        .formatted(AuditNode.KEYS.verifierKeys().getFirst().print()));
        return Map.of(
                "spring.profiles.active",
                "devnet",
                "candor.rollup-id",
                origin.substring(origin.indexOf('/') + 1),
                "candor.log.domain",
                origin.substring(0, origin.indexOf('/')),
                "candor.l1.rpc-url",
                anvil.rpcUrl(),
                "candor.l1.rollup-address",
                contracts.rollup(),
                "candor.l1.deployment-block",
                Long.toString(contracts.deploymentBlock()),
                "candor.keys.log-key-file",
                key.toString(),
                "candor.log.policy-file",
                policy.toString());
    }

    @Override
    public void close() {
        anvil.close();
    }
}
