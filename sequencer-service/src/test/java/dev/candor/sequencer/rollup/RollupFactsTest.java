package dev.candor.sequencer.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.l1.L1Connection;
import dev.candor.protocol.types.Address;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestL1;
import dev.candor.sequencer.TestProperties;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

class RollupFactsTest {
    private static TestL1 l1;

    private final JdbcClient jdbc = JdbcClient.create(SequencerDatabase.migrated());

    @BeforeAll
    static void start() {
        l1 = TestL1.start();
    }

    @AfterAll
    static void stop() {
        l1.close();
    }

    @Test
    void readsWhatTheContractsSayAndKeepsItForAStartWithoutL1() {
        RollupFacts read = facts(properties(l1.rollupAddress()), l1.web3j());

        assertThat(read.identity().genesisHash()).isEqualTo(TestL1.GENESIS_HASH);
        assertThat(read.identity().l1DeploymentBlock()).isEqualTo(l1.deploymentBlock());
        assertThat(read.identity().sequencerId().toHex())
                .isEqualTo(l1.contracts().manifest().path("sequencerId").asString());
        assertThat(read.contracts().forcedInbox())
                .isEqualTo(Address.fromHex(l1.contracts().forcedInbox()));
        assertThat(read.contracts().forcedDelayBlocks()).isEqualTo(5);

        Web3j away = L1Connection.open(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1));
        assertThat(facts(properties(l1.rollupAddress()), away)).isEqualTo(read);
        away.shutdown();
    }

    @Test
    void doesNotStartWithoutL1BeforeItHasEverBeenRead() {
        Web3j away = L1Connection.open(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1));

        assertThatThrownBy(() -> facts(properties(l1.rollupAddress()), away))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start again when L1 answers");
        away.shutdown();
    }

    @Test
    void refusesAnAddressWithoutARollup() {
        assertThatThrownBy(() -> facts(properties(Address.fromHex("0x" + "ab".repeat(20))), l1.web3j()))
                .hasMessageContaining("found no code");
        assertThatThrownBy(() -> facts(properties(Address.fromHex(l1.contracts().forcedInbox())), l1.web3j()))
                .hasMessageContaining("may name another contract");
    }

    @Test
    void refusesAConfigurationForAnotherRollup() {
        SequencerProperties right = properties(l1.rollupAddress());
        SequencerProperties wrong = new SequencerProperties(
                right.rollupId() + 1,
                right.roles(),
                right.l1(),
                right.engine(),
                right.arrivals(),
                right.keys(),
                right.ordering(),
                right.intake());

        assertThatThrownBy(() -> facts(wrong, l1.web3j())).hasMessageContaining("candor.rollup-id");
    }

    private RollupFacts facts(SequencerProperties properties, Web3j web3j) {
        return new RollupFactsAtStart().rollupFacts(properties, jdbc, web3j);
    }

    private static SequencerProperties properties(Address rollup) {
        return TestProperties.with(l1.rpcUrl(), rollup.toHex());
    }
}
