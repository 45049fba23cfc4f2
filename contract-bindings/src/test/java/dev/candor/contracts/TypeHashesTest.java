package dev.candor.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.TypeHashes;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** What Java signs is what the deployed contracts verify. */
class TypeHashesTest {
    private static final long ROLLUP_ID = 901_901;
    private static final String GENESIS_HASH = "0x" + "12".repeat(32);

    private static Anvil anvil;
    private static Web3j web3j;
    private static DeployedContracts contracts;
    private static Rollup rollup;

    @BeforeAll
    static void deploy() {
        anvil = Anvil.start();
        contracts = DeployedContracts.deploy(new DeploymentRequest(
                anvil.rpcUrl(),
                DevAccounts.ALL.getFirst().privateKey(),
                ROLLUP_ID,
                GENESIS_HASH,
                1_795_000_000L,
                DevAccounts.ALL.get(1).address(),
                "0x" + "01".repeat(192),
                Map.of()));
        web3j = Web3j.build(new HttpService(anvil.rpcUrl()));
        rollup = Rollup.load(
                contracts.rollup(),
                web3j,
                new ReadonlyTransactionManager(web3j, Address.ZERO.toHex()),
                new StaticGasProvider(BigInteger.ONE, BigInteger.ONE));
    }

    @AfterAll
    static void stop() {
        web3j.shutdown();
        anvil.close();
    }

    @Test
    void typeHashesAreTheContracts() throws Exception {
        Map<Hash32, RemoteFunctionCall<byte[]>> pairs = Map.of(
                TypeHashes.INCLUSION_PROMISE, rollup.INCLUSION_PROMISE_TYPEHASH(),
                TypeHashes.ADMISSION_REFUSAL, rollup.ADMISSION_REFUSAL_TYPEHASH(),
                TypeHashes.CUT, rollup.CUT_TYPEHASH(),
                TypeHashes.BATCH_HEADER, rollup.BATCH_HEADER_TYPEHASH(),
                TypeHashes.EXECUTION_STATEMENT, rollup.EXECUTION_STATEMENT_TYPEHASH(),
                TypeHashes.DATA_STATEMENT, rollup.DATA_STATEMENT_TYPEHASH(),
                TypeHashes.BATCH_ATTESTATION, rollup.BATCH_ATTESTATION_TYPEHASH(),
                TypeHashes.DISPUTE_VERDICT, rollup.DISPUTE_VERDICT_TYPEHASH(),
                TypeHashes.ROLLBACK_RATIFICATION, rollup.ROLLBACK_RATIFICATION_TYPEHASH(),
                TypeHashes.LOG_CHECKPOINT, rollup.LOG_CHECKPOINT_TYPEHASH());
        for (Map.Entry<Hash32, RemoteFunctionCall<byte[]>> pair : pairs.entrySet()) {
            assertThat(Hash32.wrap(pair.getValue().send())).isEqualTo(pair.getKey());
        }
    }

    @Test
    void domainSeparatorIsTheContracts() throws Exception {
        CandorDomain domain = new CandorDomain(Anvil.CHAIN_ID, Address.fromHex(contracts.rollup()));

        assertThat(Hash32.wrap(rollup.domainSeparator().send())).isEqualTo(domain.separator());
    }

    @Test
    void readsStructsAndAddressesThatTheContractsReturn() throws Exception {
        Rollup.Policy policy =
                rollup.policyAt(BigInteger.valueOf(contracts.deploymentBlock())).send();

        assertThat(policy.batchIntervalMillis).isEqualTo(BigInteger.valueOf(1000));
        assertThat(rollup.forcedInbox().send()).isEqualToIgnoringCase(contracts.forcedInbox());
        assertThat(Hash32.wrap(rollup.genesisHash().send())).isEqualTo(Hash32.fromHex(GENESIS_HASH));
    }
}
