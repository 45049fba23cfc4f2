package dev.candor.localservers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** server.properties of a one-node KRaft cluster, and its formatted storage. */
record BrokerConfiguration(Path directory, int port, int controllerPort) {

    private static final String SMALL_PARTITION_COUNT = "4";

    Path logDirectory() {
        return directory.resolve("data");
    }

    Path file() {
        return directory.resolve("server.properties");
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "BROKER");
        properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
        properties.put("log.dirs", logDirectory().toString());
        properties.put("log.retention.ms", "-1");
        properties.put("auto.create.topics.enable", "false");
        // A killed broker may register again only when its old session has ended.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("group.initial.rebalance.delay.ms", "0");
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", SMALL_PARTITION_COUNT);
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        return properties;
    }

    /** Writes the file and formats the storage unless it is formatted already. */
    void writeAndFormat() {
        try (Writer writer = Files.newBufferedWriter(file())) {
            properties().store(writer, null);
        } catch (IOException failure) {
            throw new ServerFailure("Expected to write " + file() + ", found " + failure, failure);
        }
        if (Files.exists(logDirectory().resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file().toString()};
        int exitCode = StorageTool.execute(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new ServerFailure(
                    "Expected Kafka's storage in " + logDirectory() + " to be formatted, found exit code " + exitCode
                            + ": " + printed.toString(StandardCharsets.UTF_8));
        }
    }
}
