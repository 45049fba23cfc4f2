package dev.candor.devnet.demo;

import dev.candor.devnet.DevnetDescription;
import dev.candor.localservers.HealthWait;
import dev.candor.localservers.Repository;
import dev.candor.localservers.ServerFailure;
import dev.candor.protocol.types.Hash32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fetches receipts as files and has them verified by the independent verifier, {@code candor-verify receipt}. */
final class Receipts {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration COMPLETE_LIMIT = Duration.ofMinutes(2);
    private static final Set<String> WAITING = Set.of("NOT_YET", "NOT_LOGGED", "NO_CHECKPOINT");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final DevnetDescription.Audit audit;
    private final String l1Url;
    private final Path directory;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(REQUEST_LIMIT).build();

    Receipts(DevnetDescription network, DevnetDescription.Audit audit) {
        this.audit = audit;
        this.l1Url = network.l1RpcUrl();
        this.directory = Path.of(network.dataDirectory()).resolve("receipts");
    }

    /** Where the receipts are kept. */
    Path directory() {
        return directory;
    }

    /**
     * The receipt as a file, once nothing of it is missing that will still come.
     *
     * @throws ServerFailure it does not become complete
     */
    Path fetch(Hash32 txHash) {
        URI uri = URI.create(audit.url() + "/v1/receipts/" + txHash.toHex());
        HealthWait.until("a complete receipt at " + uri, COMPLETE_LIMIT, null, () -> isComplete(get(uri)));
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(txHash.toHex() + ".json"), get(uri));
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not keep the receipt of " + txHash, failure);
        }
    }

    /**
     * Verifies all of them in one run, against the trust file and L1.
     *
     * @return what the verifier printed, a line for each receipt and one for each failed check; the exit code last
     */
    Verdict verify(List<Path> receipts) {
        List<String> command = new ArrayList<>(List.of("node", verifier().toString(), "receipt"));
        receipts.forEach(receipt -> command.add(receipt.toString()));
        command.addAll(List.of("--trust", audit.trustFile(), "--l1", l1Url));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            List<String> lines = process.inputReader().lines().toList();
            return new Verdict(process.waitFor(), lines);
        } catch (IOException failure) {
            throw new ServerFailure("Expected to run node, found " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while receipts were verified.", interrupted);
        }
    }

    record Verdict(int exitCode, List<String> lines) {}

    private String get(URI uri) throws IOException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(REQUEST_LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "{}";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while a receipt was fetched.", interrupted);
        }
    }

    private static boolean isComplete(String receipt) {
        JsonNode document = MAPPER.readTree(receipt);
        return document.path("state").asString("").equals("FINAL")
                && document.path("missing")
                        .valueStream()
                        .noneMatch(part -> WAITING.contains(part.path("reason").asString("")));
    }

    private static Path verifier() {
        return Repository.root()
                .map(root -> root.resolve("sdk/dist/cli/main.js"))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> new ServerFailure(
                        "Expected the verifier in sdk/dist, found none. Build it: ./candor verify --help"));
    }
}
