package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers send: it gets a clear answer, never a fault of the server and never its insides. */
class BadInputTest {
    private static final int MEGABYTE = 1 << 20;

    static Stream<Arguments> bodies() {
        EthTransaction good = Wallet.funded().transfer(Wallet.NOBODY, BigInteger.ONE);
        String raw = good.raw().toHex();
        String truncated = raw.substring(0, raw.length() - 20);
        String highS = HighS.of(good).toHex();
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no JSON", "{\"jsonrpc\": "),
                Arguments.of("a number", "7"),
                Arguments.of("an empty array", "[]"),
                Arguments.of("null", "null"),
                Arguments.of("no method", "{\"jsonrpc\":\"2.0\",\"id\":1}"),
                Arguments.of("a method that is a number", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}"),
                Arguments.of("parameters of a wrong type", call("eth_sendRawTransaction", "{\"a\":1}")),
                Arguments.of("a number for bytes", call("eth_sendRawTransaction", "[5]")),
                Arguments.of("too many parameters", call("eth_sendRawTransaction", "[\"0x00\",\"0x00\",1,2,3]")),
                Arguments.of("no hex", call("eth_sendRawTransaction", "[\"zz\"]")),
                Arguments.of("half a byte", call("eth_sendRawTransaction", "[\"0x123\"]")),
                Arguments.of("empty bytes", call("eth_sendRawTransaction", "[\"0x\"]")),
                Arguments.of("truncated RLP", call("eth_sendRawTransaction", "[\"" + truncated + "\"]")),
                Arguments.of("high s", call("eth_sendRawTransaction", "[\"" + highS + "\"]")),
                Arguments.of("deep nesting", "[".repeat(50_000)),
                Arguments.of("deep parameters", call("eth_call", "[".repeat(5_000) + "]".repeat(5_000))),
                Arguments.of("a giant batch", "[" + "{},".repeat(20_000) + "{}]"),
                Arguments.of(
                        "a large body", call("eth_sendRawTransaction", "[\"0x" + "ab".repeat(5 * MEGABYTE) + "\"]")),
                Arguments.of("an engine method", call("engine_newPayloadV4", "[]")),
                Arguments.of("a testing method", call("testing_buildBlockV1", "[]")),
                Arguments.of("an admin method", call("admin_nodeInfo", "[]")),
                Arguments.of("a rollback", call("debug_setHead", "[\"0x0\"]")),
                Arguments.of("a key of the node", call("personal_listAccounts", "[]")),
                Arguments.of("an unsigned transaction", call("eth_sendTransaction", "[{}]")),
                Arguments.of("control characters", "\u0000\u0001\u0002"));
    }

    private static String call(String method, String parameters) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void answersClearlyOnRpc(String what, String body) throws IOException {
        Devnet devnet = Networks.shared();
        HttpResponse<String> response = post(devnet, "/rpc", "application/json", body);

        assertThat(response.statusCode()).as(what).isLessThan(500);
        assertThat(response.body()).as(what).containsAnyOf("\"error\"", "\"title\"");
        leaksNothing(response.body());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void answersClearlyOnRest(String what, String body) throws IOException {
        Devnet devnet = Networks.shared();
        for (String type : List.of("application/json", "application/octet-stream", "text/plain")) {
            HttpResponse<String> response = post(devnet, "/v1/transactions", type, body);

            assertThat(response.statusCode()).as("%s as %s", what, type).isBetween(400, 499);
            leaksNothing(response.body());
        }
    }

    private static HttpResponse<String> post(Devnet devnet, String path, String type, String body) throws IOException {
        SequencerClient client = new SequencerClient(devnet.service().url());
        try {
            return client.exchange(
                    HttpRequest.newBuilder(URI.create(devnet.service().url() + path))
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
        } catch (IOException cutOff) {
            // The server may close a connection whose body it refuses to read; it must still serve the next one.
            return client.exchange(
                    HttpRequest.newBuilder(URI.create(devnet.service().url() + path))
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString("{")));
        }
    }

    private static void leaksNothing(String body) {
        assertThat(body)
                .doesNotContain("at dev.candor")
                .doesNotContain("java.lang")
                .doesNotContain("Exception");
    }
}
