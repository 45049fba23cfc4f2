package dev.candor.sequencer;

import dev.candor.contracts.AccessManager;
import dev.candor.contracts.ForcedInbox;
import dev.candor.contracts.ParameterRegistry;
import dev.candor.contracts.Rollup;
import dev.candor.contracts.SequencerRegistry;
import dev.candor.l1.L1Connection;
import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** An L1 of a test's own: anvil, mining a block for each transaction, with the contracts deployed. */
public final class TestL1 implements AutoCloseable {
    public static final Hash32 GENESIS_HASH = Hash32.fromHex("0x" + "12".repeat(32));
    public static final long GENESIS_TIMESTAMP = 1_700_000_000L;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final int RECEIPT_POLL_MILLIS = 50;
    private static final int RECEIPT_POLLS = 400;
    private static final BigInteger GAS_PRICE = BigInteger.valueOf(20_000_000_000L);
    private static final BigInteger GAS_LIMIT = BigInteger.valueOf(5_000_000);

    private final Anvil anvil;
    private final DeployedContracts contracts;
    private final Web3j web3j;

    private TestL1(Anvil anvil, DeployedContracts contracts) {
        this.anvil = anvil;
        this.contracts = contracts;
        this.web3j = L1Connection.open(URI.create(anvil.rpcUrl()), REQUEST_TIMEOUT);
    }

    public static TestL1 start() {
        Anvil anvil = Anvil.start();
        DeployedContracts contracts = DeployedContracts.deploy(new DeploymentRequest(
                anvil.rpcUrl(),
                DevAccounts.ALL.getFirst().privateKey(),
                TestProperties.ROLLUP_ID,
                GENESIS_HASH.toHex(),
                GENESIS_TIMESTAMP,
                orderSigner().address().toHex(),
                "0x" + "01".repeat(192),
                Map.of()));
        return new TestL1(anvil, contracts);
    }

    /** Signs cuts, headers and statements. */
    public static DigestSigner orderSigner() {
        return signer(1);
    }

    /** Sends the transactions of settlement. */
    public static DigestSigner settlementSigner() {
        return signer(2);
    }

    public static DigestSigner signer(int account) {
        return new InMemorySigner(
                PrivateKey.fromHex(DevAccounts.ALL.get(account).privateKey()));
    }

    public Anvil anvil() {
        return anvil;
    }

    public Web3j web3j() {
        return web3j;
    }

    public URI rpcUrl() {
        return URI.create(anvil.rpcUrl());
    }

    public Address rollupAddress() {
        return Address.fromHex(contracts.rollup());
    }

    public long deploymentBlock() {
        return contracts.deploymentBlock();
    }

    public DeployedContracts contracts() {
        return contracts;
    }

    /** The contracts as the deployer, who is operator and admin. */
    public Rollup rollup() {
        return Rollup.load(contracts.rollup(), web3j, admin(), gas());
    }

    public ParameterRegistry parameters() {
        return ParameterRegistry.load(contracts.parameterRegistry(), web3j, admin(), gas());
    }

    public SequencerRegistry sequencers() {
        return SequencerRegistry.load(contracts.sequencerRegistry(), web3j, admin(), gas());
    }

    public ForcedInbox inbox() {
        return ForcedInbox.load(contracts.forcedInbox(), web3j, admin(), gas());
    }

    /** Who may call what; the deployer grants. */
    public AccessManager accessManager() throws Exception {
        return AccessManager.load(rollup().authority().send(), web3j, admin(), gas());
    }

    private TransactionManager admin() {
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
