package dev.candor.witness;

import dev.candor.localservers.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service in this JVM, asked over HTTP. */
public final class RunningWitness implements AutoCloseable {
    public static final String NAME = "witness.example.org/w1";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext service;
    private final int port;
    private final int managementPort;

    private RunningWitness(ConfigurableApplicationContext service, int port, int managementPort) {
        this.service = service;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** @param more arguments, e.g. {@code --candor.witness.logs-file=…} */
    public static RunningWitness start(String database, Path keyFile, String... more) {
        return start(database, keyFile, List.of(), more);
    }

    /** @param disturbers put faults in front of parts of the service */
    public static RunningWitness start(
            String database, Path keyFile, List<BeanPostProcessor> disturbers, String... more) {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=",
                "--candor.witness.name=" + NAME,
                "--candor.keys.witness-key-file=" + keyFile,
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=" + managementPort,
                "--logging.structured.format.console="));
        arguments.addAll(List.of(more));
        ConfigurableApplicationContext service = application(disturbers).run(arguments.toArray(String[]::new));
        return new RunningWitness(service, port, managementPort);
    }

    private static SpringApplication application(List<BeanPostProcessor> disturbers) {
        SpringApplication application = new SpringApplication(WitnessApplication.class);
        application.addInitializers(context ->
                disturbers.forEach(disturber -> context.getBeanFactory().addBeanPostProcessor(disturber)));
        return application;
    }

    /** A file with a seed that is nobody's. */
    public static Path keyFile(Path directory) {
        try {
            return Files.writeString(directory.resolve("witness.key"), "0x" + "0123456789abcdef".repeat(4) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public HttpResponse<byte[]> addCheckpoint(byte[] body) {
        return send(HttpRequest.newBuilder(URI.create(url() + "/add-checkpoint"))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<byte[]> get(String path, String accept) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).header("Accept", accept));
    }

    public JsonNode json(String path) {
        return JSON.readTree(get(path, "application/json").body());
    }

    public String vkey() {
        return json("/v1/witness").path("vkey").asString();
    }

    public HttpResponse<byte[]> management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));
    }

    /** As an operator does. */
    public HttpResponse<byte[]> trust(String vkey) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/logs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"vkey\":\"" + vkey + "\"}")));
    }

    /** As an operator does. */
    public HttpResponse<byte[]> distrust(String vkey) {
        String encoded = java.net.URLEncoder.encode(vkey, java.nio.charset.StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/logs?vkey=" + encoded))
                .DELETE());
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
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
