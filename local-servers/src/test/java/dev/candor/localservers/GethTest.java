package dev.candor.localservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GethTest {

    private static final long ROLLUP_ID = 424_242;
    private static final long GENESIS_SECONDS = 1_760_000_000;
    private static final String ZERO = "0x" + "0".repeat(64);
    private static final String BATCH_HASH = "0x" + "ab".repeat(32);

    @Test
    void buildsImportsAndKeepsBlocksThroughAKill() throws Exception {
        Genesis genesis = Genesis.dev(ROLLUP_ID, GENESIS_SECONDS).withBalance("0x" + "11".repeat(20), BigInteger.TEN);
        try (Geth geth = Geth.start(genesis)) {
            String genesisHash = geth.genesisHash();
            JsonNode payload = build(geth, genesisHash).path("executionPayload");
            assertThat(payload.path("extraData").asString()).isEqualTo(BATCH_HASH);
            assertThat(Long.decode(payload.path("gasLimit").asString())).isEqualTo(Genesis.DEFAULT_GAS_LIMIT);

            assertThat(importAsHead(geth, payload)).isEqualTo("VALID");
            assertThat(geth.blockNumber()).isEqualTo(1);

            geth.kill();
            geth.restart();
            assertThat(geth.genesisHash()).isEqualTo(genesisHash);

            geth.stop();
            geth.wipe();
            geth.restart();
            assertThat(geth.genesisHash()).isEqualTo(genesisHash);
            assertThat(geth.blockNumber()).isZero();
            assertThat(geth.genesisTimestamp()).isEqualTo(GENESIS_SECONDS);
        }
    }

    private static JsonNode build(Geth geth, String parent) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("timestamp", "0x" + Long.toHexString(GENESIS_SECONDS + 1));
        attributes.put("prevRandao", ZERO);
        attributes.put("suggestedFeeRecipient", "0x" + "22".repeat(20));
        attributes.put("withdrawals", List.of());
        attributes.put("parentBeaconBlockRoot", ZERO);
        return geth.rpc().call("testing_buildBlockV1", parent, attributes, List.of(), BATCH_HASH);
    }

    private static String importAsHead(Geth geth, JsonNode payload) throws Exception {
        String status = engine(geth, "engine_newPayloadV4", payload, List.of(), ZERO, List.of())
                .path("status")
                .asString();
        String hash = payload.path("blockHash").asString();
        engine(
                geth,
                "engine_forkchoiceUpdatedV3",
                Map.of("headBlockHash", hash, "safeBlockHash", ZERO, "finalizedBlockHash", ZERO));
        return status;
    }

    private static JsonNode engine(Geth geth, String method, Object... parameters) throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        String body = mapper.writeValueAsString(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(geth.engineUrl()))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token(geth.jwtSecret()))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return mapper.readTree(answer).path("result");
    }

    /** HS256, RFC 7519, with the one claim that the engine API asks for. */
    private static String token(String secret) throws Exception {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String claims = base64.encodeToString(
                ("{\"iat\":" + Instant.now().getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), "HmacSHA256"));
        byte[] signature = mac.doFinal((header + "." + claims).getBytes(StandardCharsets.UTF_8));
        return header + "." + claims + "." + base64.encodeToString(signature);
    }
}
