package dev.candor.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilTest {

    @TempDir
    Path directory;

    @Test
    void minesReplacesAndFinalisesBlocks() {
        try (Anvil anvil = Anvil.start()) {
            anvil.mine(40);
            assertThat(anvil.blockNumber()).isEqualTo(40);
            assertThat(hash(anvil, "finalized")).isEqualTo(hash(anvil, "0x10"));

            String before = hash(anvil, "0x28");
            String kept = hash(anvil, "0x25");
            anvil.reorg(3);

            assertThat(anvil.blockNumber()).isEqualTo(40);
            assertThat(hash(anvil, "0x28")).isNotEqualTo(before);
            assertThat(hash(anvil, "0x25")).isEqualTo(kept);
            assertThat(anvil.rpc()
                            .call("eth_getBalance", DevAccounts.ALL.getFirst().address(), "latest")
                            .asString())
                    .isEqualTo("0x21e19e0c9bab2400000");
        }
    }

    @Test
    void aPauseIsAnOutageThatEnds() {
        try (Anvil anvil = Anvil.start(AnvilOptions.blockEvery(1))) {
            JsonRpc impatient = new JsonRpc(anvil.rpcUrl(), Duration.ofMillis(500));
            long before = anvil.blockNumber();

            anvil.pause();
            assertThatThrownBy(() -> impatient.call("eth_blockNumber")).isInstanceOf(ServerFailure.class);
            anvil.resume();

            await().atMost(Duration.ofSeconds(10)).until(() -> anvil.blockNumber() > before);
        }
    }

    @Test
    void aCleanStopKeepsTheChainInItsStateFile() {
        AnvilOptions options =
                AnvilOptions.onDemand().with(ServerOptions.in(directory)).withStateFile(directory.resolve("l1.json"));
        try (Anvil anvil = Anvil.start(options)) {
            anvil.mine(7);
            String hash = hash(anvil, "0x5");

            anvil.stop();
            anvil.restart();

            assertThat(anvil.blockNumber()).isEqualTo(7);
            assertThat(hash(anvil, "0x5")).isEqualTo(hash);
        }
    }

    private static String hash(Anvil anvil, String block) {
        return anvil.rpc()
                .call("eth_getBlockByNumber", block, false)
                .path("hash")
                .asString();
    }
}
