package dev.candor.dispute;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.FreePorts;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service in this JVM, asked over HTTP. */
public final class RunningDisputes implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext service;
    private final int port;
    private final int managementPort;

    private RunningDisputes(ConfigurableApplicationContext service, int port, int managementPort) {
        this.service = service;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** @param directory for the key's file */
    public static RunningDisputes start(String database, CourtOnL1 court, Path directory, String... more) {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=",
                "--candor.rollup-id=" + CourtOnL1.ROLLUP_ID,
                "--candor.l1.rpc-url=" + court.anvil().rpcUrl(),
                "--candor.l1.chain-id=" + Anvil.CHAIN_ID,
                "--candor.l1.dispute-court-address=" + court.contracts().disputeCourt(),
                "--candor.l1.poll-interval=50ms",
                "--candor.keys.court-key-file=" + keyFile(directory, court),
                "--candor.driver.lease-duration=1s",
                "--candor.driver.retry-after=500ms",
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=" + managementPort,
                "--logging.structured.format.console="));
        for (String one : more) {
            String name = one.substring(0, one.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(one);
        }
        ConfigurableApplicationContext service =
                new SpringApplication(DisputeApplication.class).run(arguments.toArray(String[]::new));
        return new RunningDisputes(service, port, managementPort);
    }

    /** A key that is nobody's, with L1 funds. */
    private static Path keyFile(Path directory, CourtOnL1 court) {
        String key = "0x" + "0123456789abcdef".repeat(4);
        court.anvil()
                .setBalance(
                        new InMemorySigner(PrivateKey.fromHex(key)).address().toHex(), BigInteger.TEN.pow(20));
        try {
            return Files.writeString(directory.resolve("court.key"), key + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder(url(path)).header("Accept", accept));
    }

    public JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path, "application/json").body());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
