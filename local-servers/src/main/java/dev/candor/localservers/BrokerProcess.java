package dev.candor.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker as a {@code java} process with this JVM's class path. */
record BrokerProcess(ServerProcess server) implements Broker {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String LOGGING = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{1} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="OUT"/></root>
              <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
            </configuration>
            """;

    static BrokerProcess start(BrokerConfiguration configuration, Path directory, Path logFile) {
        Path logging = directory.resolve("broker-logging.xml");
        try {
            Files.writeString(logging, LOGGING);
        } catch (IOException failure) {
            throw new ServerFailure("Expected to write " + logging + ", found " + failure, failure);
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                configuration.file().toString());
        return new BrokerProcess(ServerProcess.start("kafka", command, Map.of(), directory, logFile));
    }

    @Override
    public void stop() {
        server.stop(STOP_LIMIT);
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public boolean isRunning() {
        return server.isAlive();
    }

    @Override
    public @Nullable ServerProcess process() {
        return server;
    }
}
