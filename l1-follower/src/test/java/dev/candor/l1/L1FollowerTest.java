package dev.candor.l1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.JsonRpc;
import dev.candor.protocol.types.Address;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.protocol.Web3j;

class L1FollowerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(700);

    /** Emits its 32 bytes of input as a log without topics. */
    private static final String EMITTER_INIT_CODE = "0x600c600c600039600c6000f3" + "60003560005260206000a000";

    private final RememberingStore store = new RememberingStore();
    private Anvil anvil;
    private Web3j web3j;
    private String emitter;

    @BeforeEach
    void startL1() {
        anvil = Anvil.start();
        web3j = L1Connection.open(URI.create(anvil.rpcUrl()), REQUEST_TIMEOUT);
        emitter = deploy();
    }

    @AfterEach
    void stopL1() {
        web3j.shutdown();
        anvil.close();
    }

    @Test
    void readsEveryLogOnceInBoundedRanges() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(emit(i));
        }

        L1Follower follower = follower(L1Follower.Depth.NEWEST, 3);
        catchUp(follower);

        assertThat(store.effects()).isEqualTo(expected);
        assertThat(store.position().orElseThrow().number()).isEqualTo(anvil.blockNumber());
    }

    @Test
    void continuesFromTheStoredPositionAfterARestart() {
        List<String> expected = new ArrayList<>(List.of(emit(1)));
        catchUp(follower(L1Follower.Depth.NEWEST, 100));

        expected.add(emit(2));
        catchUp(follower(L1Follower.Depth.NEWEST, 100));

        assertThat(store.effects()).isEqualTo(expected);
    }

    @Test
    void undoesBlocksThatAReorganisationDropped() {
        L1Follower follower = follower(L1Follower.Depth.NEWEST, 100);
        String kept = emit(1);
        catchUp(follower);
        emit(2);
        catchUp(follower);
        emit(3);
        catchUp(follower);

        anvil.reorg(2);
        List<L1Follower.Step> steps = catchUp(follower);

        assertThat(steps)
                .first()
                .isInstanceOfSatisfying(
                        L1Follower.Step.Rewound.class,
                        rewound -> assertThat(rewound.depth()).isEqualTo(2));
        assertThat(store.effects()).containsExactly(kept);
        assertThat(store.position().orElseThrow().number()).isEqualTo(anvil.blockNumber());
    }

    @Test
    void readsNothingThatIsNotFinalAtFinalDepth() {
        String early = emit(1);
        anvil.mine(30);
        emit(2);

        L1Follower follower = follower(L1Follower.Depth.FINALIZED, 100);
        catchUp(follower);

        assertThat(store.effects()).containsExactly(early);
        assertThat(store.position().orElseThrow().number()).isEqualTo(follower.finalizedNumber());
    }

    @Test
    void stopsForGoodWhenAFinalBlockIsDropped() {
        anvil.mine(30);
        L1Follower follower = follower(L1Follower.Depth.FINALIZED, 100);
        catchUp(follower);

        anvil.reorg(28);
        anvil.mine(1);

        try (L1FollowLoop loop = new L1FollowLoop("final-test", follower, Duration.ofMillis(20), step -> {})) {
            loop.start();
            await().atMost(PATIENCE).until(() -> loop.halted().isPresent());
            assertThat(loop.halted().orElseThrow()).contains("which it called final");
        }
    }

    @Test
    void showsAnOutageAndGoesOnAfterIt() {
        L1Follower follower = follower(L1Follower.Depth.NEWEST, 100);
        try (L1FollowLoop loop = new L1FollowLoop("outage-test", follower, Duration.ofMillis(50), step -> {})) {
            loop.start();
            String before = emit(1);
            await().atMost(PATIENCE).until(() -> store.effects().contains(before));

            anvil.pause();
            await().atMost(PATIENCE).until(() -> loop.trouble().isPresent());
            anvil.resume();
            String after = emit(2);

            await().atMost(PATIENCE).until(() -> store.effects().contains(after));
            await().atMost(PATIENCE).until(() -> loop.trouble().isEmpty());
        }
    }

    @Test
    void refusesNonsenseSettings() {
        assertThatThrownBy(() -> new L1Follower.Settings(L1Follower.Depth.NEWEST, List.of(), -1, 10))
                .hasMessageContaining("found -1 and 10");
    }

    private L1Follower follower(L1Follower.Depth depth, int maxRangeBlocks) {
        return new L1Follower(
                new Web3jL1Node(web3j),
                store,
                new L1Follower.Settings(depth, List.of(Address.fromHex(emitter)), 0, maxRangeBlocks));
    }

    private static List<L1Follower.Step> catchUp(L1Follower follower) {
        List<L1Follower.Step> steps = new ArrayList<>();
        L1Follower.Step step = follower.step();
        while (!(step instanceof L1Follower.Step.UpToDate)) {
            steps.add(step);
            step = follower.step();
        }
        return steps;
    }

    private String deploy() {
        return receipt(rpc().call(
                        "eth_sendTransaction",
                        Map.of("from", DevAccounts.ALL.getFirst().address(), "data", EMITTER_INIT_CODE))
                .asString());
    }

    private String receipt(String transactionHash) {
        return await().atMost(PATIENCE)
                .until(
                        () -> rpc().call("eth_getTransactionReceipt", transactionHash)
                                .path("contractAddress")
                                .asString(""),
                        address -> !address.isEmpty());
    }

    /** Mines one block with one log and returns the log's data. */
    private String emit(int value) {
        String data = "0x%064x".formatted(value);
        long before = anvil.blockNumber();
        rpc().call(
                        "eth_sendTransaction",
                        Map.of("from", DevAccounts.ALL.getFirst().address(), "to", emitter, "data", data));
        await().atMost(PATIENCE).until(() -> anvil.blockNumber() > before);
        return data;
    }

    private JsonRpc rpc() {
        return anvil.rpc();
    }
}
