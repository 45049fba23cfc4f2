package dev.candor.localservers;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** The broker's own server class, started in this JVM. */
final class EmbeddedBroker implements Broker {

    private final KafkaRaftServer server;

    private EmbeddedBroker(KafkaRaftServer server) {
        this.server = server;
    }

    static EmbeddedBroker start(BrokerConfiguration configuration) {
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(configuration.properties(), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server);
    }

    @Override
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException(
                "A broker in this JVM cannot be killed alone. Start it with LocalKafka.start, as a process of its own.");
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public @Nullable ServerProcess process() {
        return null;
    }
}
