package dev.candor.contracts;

import static org.awaitility.Awaitility.await;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.Repository;
import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Solidity libraries on a chain of their own, called many cases at a time. */
final class ReferenceHarness implements AutoCloseable {
    private static final int CALLS_PER_REQUEST = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Duration MINING_LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Anvil anvil;
    private final JsonNode artifact;
    private final String address;

    private ReferenceHarness(Anvil anvil, JsonNode artifact) {
        this.anvil = anvil;
        this.artifact = artifact;
        JsonNode hash = anvil.rpc()
                .call(
                        "eth_sendTransaction",
                        Map.of(
                                "from", DevAccounts.ALL.getFirst().address(),
                                "data", artifact.get("bytecode").asString(),
                                "gas", "0x1000000"));
        JsonNode receipt = await().atMost(MINING_LIMIT)
                .until(() -> anvil.rpc().call("eth_getTransactionReceipt", hash.asString()), found -> !found.isNull());
        this.address = receipt.get("contractAddress").asString();
    }

    static ReferenceHarness deploy() {
        Path file = Repository.root().orElseThrow().resolve("contracts/abi/test/ReferenceHarness.json");
        return new ReferenceHarness(Anvil.start(), MAPPER.readTree(file));
    }

    /** The members of the struct that a function takes as its first parameter. */
    List<Member> members(String function) {
        for (JsonNode entry : artifact.get("abi")) {
            if (entry.path("name").asString("").equals(function)) {
                List<Member> members = new ArrayList<>();
                entry.get("inputs")
                        .get(0)
                        .get("components")
                        .forEach(c -> members.add(new Member(
                                c.get("name").asString(), c.get("type").asString())));
                return members;
            }
        }
        throw new IllegalStateException("Expected the function " + function + " in the harness, found none.");
    }

    /** A member of a Solidity struct. */
    record Member(String name, String type) {}

    /** One call that has not been made yet. */
    static String encode(String function, Type<?>... arguments) {
        List<Type> inputs = new ArrayList<>(List.of(arguments));
        return FunctionEncoder.encode(new Function(function, inputs, List.of()));
    }

    /** The return data of every call, in order; a revert fails the test. */
    List<Bytes> call(List<String> encodedCalls) {
        List<Bytes> answers = new ArrayList<>();
        for (int from = 0; from < encodedCalls.size(); from += CALLS_PER_REQUEST) {
            answers.addAll(
                    request(encodedCalls.subList(from, Math.min(from + CALLS_PER_REQUEST, encodedCalls.size()))));
        }
        return answers;
    }

    private List<Bytes> request(List<String> encodedCalls) {
        List<Map<String, Object>> batch = new ArrayList<>();
        for (int id = 0; id < encodedCalls.size(); id++) {
            Map<String, Object> call = Map.of("to", address, "data", encodedCalls.get(id));
            batch.add(Map.of("jsonrpc", "2.0", "id", id, "method", "eth_call", "params", List.of(call, "latest")));
        }
        JsonNode answer = MAPPER.readTree(post(MAPPER.writeValueAsString(batch)));
        Bytes[] results = new Bytes[encodedCalls.size()];
        for (JsonNode item : answer) {
            if (!item.has("result")) {
                throw new AssertionError("Expected the harness to answer, found " + item + " for "
                        + encodedCalls.get(item.get("id").asInt()));
            }
            results[item.get("id").asInt()] = Bytes.fromHex(item.get("result").asString());
        }
        return List.of(results);
    }

    private String post(String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(anvil.rpcUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException("Expected anvil to answer a batch of calls, found none.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while anvil was to answer.", e);
        }
    }

    @Override
    public void close() {
        http.close();
        anvil.close();
    }
}
