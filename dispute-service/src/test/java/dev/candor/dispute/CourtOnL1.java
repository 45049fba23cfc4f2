package dev.candor.dispute;

import static org.awaitility.Awaitility.await;

import dev.candor.contracts.RuleBook;
import dev.candor.l1.L1Connection;
import dev.candor.localservers.Anvil;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.DeploymentRequest;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.Repository;
import dev.candor.protocol.hash.Keccak256;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.Web3j;
import org.web3j.tx.ClientTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An L1 with the contracts. The checker of F4 is one that takes its evidence's word for it: {@code abi.encode(ProvenFault)} proves
 * that fault, anything else nothing.
 */
public record CourtOnL1(Anvil anvil, DeployedContracts contracts, String checker) implements AutoCloseable {
    public static final long ROLLUP_ID = 901_902;
    public static final int CHECKED_KIND = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEY_BYTES = 32;

    public static CourtOnL1 start() {
        Anvil anvil = Anvil.start();
        DeployedContracts contracts = DeployedContracts.deploy(new DeploymentRequest(
                anvil.rpcUrl(),
                DevAccounts.ALL.getFirst().privateKey(),
                ROLLUP_ID,
                "0x" + "12".repeat(32),
                1_700_000_000L,
                DevAccounts.ALL.get(1).address(),
                "0x" + "01".repeat(192),
                Map.of(
                        "bondWei",
                        "1000000000000000000000",
                        "parameters",
                        Map.of("bond.slashDelaySeconds", Map.of("value", "2")))));
        String checker = deployChecker(anvil);
        CourtOnL1 court = new CourtOnL1(anvil, contracts, checker);
        court.useChecker();
        return court;
    }

    private static String deployChecker(Anvil anvil) {
        JsonNode artifact = JsonMapper.shared()
                .readTree(Repository.root().orElseThrow().resolve("contracts/abi/test/EncodedFaultChecker.json"));
        JsonNode hash = anvil.rpc()
                .call(
                        "eth_sendTransaction",
                        Map.of(
                                "from", DevAccounts.ALL.getFirst().address(),
                                "data", artifact.get("bytecode").asString()));
        return await().atMost(PATIENCE)
                .until(
                        () -> anvil.rpc().call("eth_getTransactionReceipt", hash.asString()),
                        receipt -> !receipt.isNull())
                .get("contractAddress")
                .asString();
    }

    private void useChecker() {
        byte[] window = Arrays.copyOf("court.orderFaultWindowSeconds".getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
        RuleBook.Rule rule = new RuleBook.Rule(
                BigInteger.valueOf(CHECKED_KIND),
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                checker,
                Keccak256.hashUtf8("F4 of a test").toArray(),
                window);
        try {
            RuleBook.load(
                            contracts.ruleBook(),
                            web3j(),
                            new ClientTransactionManager(
                                    web3j(), DevAccounts.ALL.getFirst().address()),
                            new DefaultGasProvider())
                    .changeRules(List.of(rule))
                    .send();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public Web3j web3j() {
        return L1Connection.open(URI.create(anvil.rpcUrl()), Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        anvil.close();
    }
}
