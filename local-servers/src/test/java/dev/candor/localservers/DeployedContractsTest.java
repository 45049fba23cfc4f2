package dev.candor.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployedContractsTest {

    private static final long ROLLUP_ID = 424_242;

    @Test
    void theManifestNamesContractsThatAnswerForThisRollup() {
        Genesis genesis = Genesis.dev(ROLLUP_ID, Instant.now().getEpochSecond());
        try (Anvil l1 = Anvil.start();
                Geth l2 = Geth.start(genesis)) {
            String orderKey = DevAccounts.ALL.get(1).address();

            DeployedContracts contracts =
                    DeployedContracts.deploy(DeploymentRequest.of(l1, l2, orderKey, "0x" + "01".repeat(192))
                            .with("forcedDelayBlocks", "7"));

            assertThat(contracts.manifest().path("genesisHash").asString()).isEqualTo(l2.genesisHash());
            assertThat(contracts.manifest().path("orderKey").asString()).isEqualTo(orderKey);
            assertThat(contracts.manifest().path("forcedDelayBlocks").asString())
                    .isEqualTo("7");
            assertThat(contracts.deploymentBlock()).isBetween(1L, l1.blockNumber());
            assertThat(l1.rpc()
                            .call("eth_getCode", contracts.rollup(), "latest")
                            .asString())
                    .hasSizeGreaterThan(10);
            assertThat(contracts.logOrigin()).isEqualTo("log.devnet.candor.example/" + ROLLUP_ID);
            assertThat(l1.rpc()
                            .call("eth_getCode", contracts.auditAnchor(), "latest")
                            .asString())
                    .hasSizeGreaterThan(10);
            assertThat(List.of(
                            contracts.witnessRegistry(),
                            contracts.ruleBook(),
                            contracts.faultRegister(),
                            contracts.disputeCourt(),
                            contracts.rollbackController(),
                            contracts.redressPool()))
                    .doesNotHaveDuplicates()
                    .allSatisfy(address -> assertThat(l1.rpc()
                                    .call("eth_getCode", address, "latest")
                                    .asString())
                            .hasSizeGreaterThan(10));
            assertThat(contracts.forcedInbox()).startsWith("0x").isNotEqualTo(contracts.rollup());
        }
    }
}
