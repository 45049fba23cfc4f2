package dev.candor.audit.chain;

import dev.candor.audit.entries.GoldenEvents;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.contracts.ForcedInbox;
import dev.candor.contracts.Rollup;
import dev.candor.l1.L1Connection;
import dev.candor.l1.rollup.FollowedRollup;
import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** An L1 of a test's own: anvil, mining a block for each transaction, with the contracts of the samples' rollup deployed. */
public final class TestL1 implements AutoCloseable {
    public static final Hash32 GENESIS_HASH = Hash32.fromHex("0x" + "12".repeat(32));
    public static final long GENESIS_TIMESTAMP = 1_700_000_000L;
    public static final Bytes BEACON_KEY = Bytes.fromHex("0x" + "01".repeat(192));
    public static final int FINALITY_BLOCKS = 2 * Anvil.SLOTS_IN_AN_EPOCH + 1;

    private static final int RECEIPT_POLL_MILLIS = 50;
    private static final int RECEIPT_POLLS = 600;
    private static final BigInteger GAS_PRICE = BigInteger.valueOf(20_000_000_000L);
    private static final BigInteger GAS_LIMIT = BigInteger.valueOf(5_000_000);
    private static final BigInteger FORCED_GAS = BigInteger.valueOf(21_000);

    private final Anvil anvil = Anvil.start();
    private final DeployedContracts contracts;
    private final Web3j web3j;

    public TestL1() {
        contracts = DeployedContracts.deploy(new DeploymentRequest(
                anvil.rpcUrl(),
                DevAccounts.ALL.getFirst().privateKey(),
                GoldenEvents.ROLLUP_ID,
                GENESIS_HASH.toHex(),
                GENESIS_TIMESTAMP,
                orderSigner().address().toHex(),
                BEACON_KEY.toHex(),
                Map.of()));
        web3j = L1Connection.open(URI.create(anvil.rpcUrl()), Duration.ofSeconds(10));
    }

    /** Signs cuts, headers and statements. */
    public static DigestSigner orderSigner() {
        return new InMemorySigner(PrivateKey.fromHex(DevAccounts.ALL.get(1).privateKey()));
    }

    public Anvil anvil() {
        return anvil;
    }

    public Web3j web3j() {
        return web3j;
    }

    public long deploymentBlock() {
        return contracts.deploymentBlock();
    }

    public RollupIdentity identity() {
        Address rollup = Address.fromHex(contracts.rollup());
        return new RollupIdentity(
                new RollupId(GoldenEvents.ROLLUP_ID),
                new CandorDomain(Anvil.CHAIN_ID, rollup),
                Anvil.CHAIN_ID,
                rollup,
                "log.example.org/" + GoldenEvents.ROLLUP_ID);
    }

    public FollowedRollup followed() {
        RollupIdentity identity = identity();
        return new FollowedRollup(
                identity.id(),
                identity.l1ChainId(),
                identity.rollupAddress(),
                URI.create(anvil.rpcUrl()),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                1,
                "test.l1");
    }

    public Rollup rollup() {
        return Rollup.load(contracts.rollup(), web3j, sender(), gas());
    }

    /** Returns the block it was queued in. */
    public long force(Bytes rawTx) throws Exception {
        ForcedInbox inbox = ForcedInbox.load(contracts.forcedInbox(), web3j, sender(), gas());
        BigInteger fee = inbox.feeFor(FORCED_GAS).send();
        return inbox.force(rawTx.toArray(), FORCED_GAS, fee)
                .send()
                .getBlockNumber()
                .longValueExact();
    }

    private TransactionManager sender() {
        return new RawTransactionManager(
                web3j,
                Credentials.create(DevAccounts.ALL.getFirst().privateKey()),
                Anvil.CHAIN_ID,
                RECEIPT_POLLS,
                RECEIPT_POLL_MILLIS);
    }

    private static StaticGasProvider gas() {
        return new StaticGasProvider(GAS_PRICE, GAS_LIMIT);
    }

    @Override
    public void close() {
        web3j.shutdown();
        anvil.close();
    }
}
