package dev.candor.sequencer.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.execution.EngineHttp;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.JwtTokens;
import dev.candor.execution.L2State;
import dev.candor.localservers.Genesis;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class EngineReadsTest {
    private static final Wallet PLAIN = Wallet.named("reads plain");
    private static final Wallet DELEGATED = Wallet.named("reads delegated");
    private static final Address NOBODY = Address.fromHex("0x" + "12".repeat(20));

    private static TestChain chain;

    @BeforeAll
    static void start() {
        Genesis genesis = TestChain.genesis(
                Map.of(
                        PLAIN.address().toHex(),
                        Wallet.ETHER,
                        DELEGATED.address().toHex(),
                        Wallet.ETHER),
                Contracts.CODE);
        chain = TestChain.start(genesis);
        chain.execute(TestChain.arrivals(List.of(
                PLAIN.transfer(0, NOBODY, BigInteger.TEN),
                DELEGATED.setCode(0, NOBODY, 100_000, List.of(DELEGATED.authorize(Contracts.SWEEPER, 1))))));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void tellsPlainDelegatedAndContractAccountsApart() {
        L2State state = new EngineL2State(chain.engine);

        Map<Address, L2State.Account> accounts = state.accounts(
                List.of(PLAIN.address(), DELEGATED.address(), Contracts.SWEEPER, NOBODY),
                state.head().number());

        assertThat(accounts.get(PLAIN.address()))
                .extracting(L2State.Account::nonce, L2State.Account::delegated, L2State.Account::contract)
                .containsExactly(1L, false, false);
        assertThat(accounts.get(DELEGATED.address()))
                .extracting(L2State.Account::nonce, L2State.Account::delegated, L2State.Account::contract)
                .containsExactly(2L, true, false);
        assertThat(accounts.get(Contracts.SWEEPER))
                .extracting(L2State.Account::delegated, L2State.Account::contract)
                .containsExactly(false, true);
        assertThat(accounts.get(NOBODY)).isEqualTo(new L2State.Account(0, BigInteger.TEN, false, false));
    }

    @Test
    void saysWhatTheNextBaseFeeWillBe() throws Exception {
        L2State.Head head = new EngineL2State(chain.engine).head();

        BatchExecutor.Execution next = chain.execute(List.of());

        assertThat(L2BlockHeader.decode(next.blockHeader()).baseFeePerGas()).isEqualTo(head.nextBaseFeePerGas());
        assertThat(head.gasLimit()).isEqualTo(TestChain.GAS_LIMIT);
    }

    @Test
    void refusesToAnswerForABlockThatIsNotThere() {
        assertThatThrownBy(() -> new EngineL2State(chain.engine).accounts(List.of(NOBODY), 1_000_000))
                .isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void handsReadsThroughSingleAndInBatches() {
        L2Rpc rpc = new EngineL2Rpc(new EngineHttp(URI.create(chain.geth.rpcUrl()), Optional.empty()));
        String single = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_chainId\",\"params\":[]}";

        assertThat(text(rpc.forward(bytes(single)))).contains("\"id\":7").contains("\"0x67932\"");
        assertThat(text(rpc.forward(bytes("[" + single + "," + single + "]"))))
                .startsWith("[{")
                .endsWith("}]");
    }

    @Test
    void isDownWhileTheClientHangsAndUpWithTheHeadOtherwise() {
        Health up = new ExecutionHealth(chain.engine, chain.store).health();
        chain.geth.pause();
        ExecutionHealth impatient = new ExecutionHealth(chain.engine(Duration.ofMillis(300)), chain.store);
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(impatient.health().getStatus()).isEqualTo(Status.DOWN));
        } finally {
            chain.geth.resume();
        }

        assertThat(up.getStatus()).isEqualTo(Status.UP);
        assertThat(up.getDetails()).containsEntry("blocksBehind", 0L).containsEntry("onStoredChain", "yes");
    }

    @Test
    void saysSoWhenTheClientDoesNotTakeTheToken() {
        Clock tomorrow = Clock.fixed(Instant.now().plus(Duration.ofDays(1)), ZoneOffset.UTC);
        JwtTokens tokens = JwtTokens.fromFile(chain.geth.jwtSecretFile(), tomorrow);
        EngineHttp http = new EngineHttp(URI.create(chain.geth.engineUrl()), Optional.of(tokens));

        assertThatThrownBy(() -> http.post(bytes("{}"), Duration.ofSeconds(5), 1_000))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("jwt-secret-file");
    }

    @Test
    void cutsOffAnAnswerThatIsTooLarge() {
        EngineHttp http = new EngineHttp(URI.create(chain.geth.rpcUrl()), Optional.empty());
        String request =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x0\",false]}";

        assertThatThrownBy(() -> http.post(bytes(request), Duration.ofSeconds(5), 100))
                .isInstanceOf(EngineUnavailableException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).strip();
    }
}
