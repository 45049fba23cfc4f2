package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import tools.jackson.databind.JsonNode;

/** What a group of users holds: the transactions that were promised to them, and whether each promise is kept. */
final class Promises {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, EthTransaction> held = new LinkedHashMap<>();

    void add(EthTransaction transaction) {
        held.put(transaction.hash().toHex(), transaction);
    }

    int size() {
        return held.size();
    }

    List<String> hashes() {
        return List.copyOf(held.keySet());
    }

    /** Waits until the last one has come as far as {@code state}; then all must have. */
    void awaitAll(SequencerClient client, String... states) {
        List<String> accepted = List.of(states);
        List<String> waiting = new ArrayList<>(held.keySet());
        ThrowingRunnable allThere = () -> {
            while (!waiting.isEmpty()) {
                String last = waiting.get(waiting.size() - 1);
                assertThat(accepted).as(last).contains(client.state(last));
                waiting.remove(waiting.size() - 1);
            }
        };
        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(allThere);
    }

    /** Every promised transaction is in exactly one batch, at the arrival number that was promised. */
    void eachInOneBatch(SequencerClient client) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        for (String hash : held.keySet()) {
            JsonNode told = client.get("/v1/transactions/" + hash);
            String place = told.get("batch").get("number").asString() + "/"
                    + told.get("batch").get("position").asString();
            assertThat(places.merge(place, 1, Integer::sum))
                    .as("transactions at %s, the second being %s", place, hash)
                    .isEqualTo(1);
        }
        assertThat(places).hasSize(held.size());
    }
}
