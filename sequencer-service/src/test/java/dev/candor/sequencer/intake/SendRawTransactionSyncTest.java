package dev.candor.sequencer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.execution.L2Rpc;
import dev.candor.sequencer.rpc.InvalidParamsException;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** EIP-7966: the receipt, or what the EIP has for its absence. */
class SendRawTransactionSyncTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RECEIPT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"status\":\"0x1\"}}";
    private static final String NO_RECEIPT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}";
    private static final int TIMED_OUT = 4;
    private static final int NONCE_GAP = 6;

    private final TestIntake intake = new TestIntake();

    @AfterEach
    void stop() {
        intake.close();
    }

    @Test
    void answersWithTheReceiptOnceThereIsOne() {
        AtomicInteger asked = new AtomicInteger();
        L2Rpc slow = request -> switch (asked.getAndIncrement()) {
            case 0 -> throw new EngineUnavailableException("as told");
            case 1 -> utf8(NO_RECEIPT);
            default -> utf8(RECEIPT);
        };

        RpcAnswer answer = send(slow, intake.wallet().transfer(0), "");

        assertThat(json(answer).get("result").get("status").asString()).isEqualTo("0x1");
        assertThat(answer.headers()).containsKey("Candor-Promise");
    }

    @Test
    void keepsThePromiseWhenTheTimeIsOver() {
        EthTransaction transaction = intake.wallet().transfer(0);

        RpcAnswer answer = send(request -> utf8(NO_RECEIPT), transaction, ",60");

        assertThat(json(answer).get("error").get("code").asInt()).isEqualTo(TIMED_OUT);
        assertThat(json(answer).get("error").get("data").asString())
                .isEqualTo(transaction.hash().toHex());
        assertThat(answer.headers()).containsKey("Candor-Promise");
        assertThat(intake.rollup.find(transaction.hash())).isPresent();
    }

    @Test
    void tellsTheExpectedNonceOfAGap() {
        RpcAnswer answer = send(request -> utf8(RECEIPT), intake.wallet().transfer(3), "");

        assertThat(json(answer).get("error").get("code").asInt()).isEqualTo(NONCE_GAP);
        assertThat(json(answer).get("error").get("data").asString()).isEqualTo("0x0");
        assertThat(answer.headers()).containsKey("Candor-Refusal");
    }

    @Test
    void refusesToWaitForNoTime() {
        EthTransaction transaction = intake.wallet().transfer(0);

        assertThatThrownBy(() -> send(request -> utf8(RECEIPT), transaction, ",0"))
                .isInstanceOf(InvalidParamsException.class);
        assertThat(intake.rollup.line()).isEmpty();
    }

    /** @param timeout JSON after the first parameter */
    private RpcAnswer send(L2Rpc client, EthTransaction transaction, String timeout) {
        RpcCall call = new RpcCall(
                Optional.empty(),
                "eth_sendRawTransactionSync",
                Bytes.wrap(utf8("[\"" + transaction.raw().toHex() + "\"" + timeout + "]")));
        return new SendRawTransactionSync(intake.intake, new Receipts(client))
                .answer(call, new RpcClient(TestIntake.CLIENT, true));
    }

    private static JsonNode json(RpcAnswer answer) {
        return JSON.readTree("{" + new String(answer.member().toArray(), StandardCharsets.UTF_8) + "}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
