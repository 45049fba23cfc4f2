package dev.candor.localservers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node, replication factor 1) on 127.0.0.1, inside this JVM or as a process of its own
 * that can be killed. Topics are created explicitly; nothing is deleted by age.
 */
public final class LocalKafka implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private final ServerDirectory directory;
    private final int port;
    private final boolean inThisJvm;
    private final BrokerConfiguration configuration;
    private @Nullable Broker broker;

    private LocalKafka(ServerDirectory directory, int port, boolean inThisJvm) {
        this.directory = directory;
        this.port = port;
        this.inThisJvm = inThisJvm;
        this.configuration = new BrokerConfiguration(directory.path(), port, FreePorts.next());
    }

    /** A broker in a process of its own, with temporary data, on a free port. */
    public static LocalKafka start() {
        return start(ServerOptions.temporary());
    }

    /** A broker in a process of its own. */
    public static LocalKafka start(ServerOptions options) {
        return start(options, false);
    }

    /** A broker inside this JVM: starts faster; {@link #kill()} is refused. */
    public static LocalKafka startInThisJvm(ServerOptions options) {
        return start(options, true);
    }

    private static LocalKafka start(ServerOptions options, boolean inThisJvm) {
        LocalKafka server = new LocalKafka(ServerDirectory.of(options, "kafka"), options.resolvedPort(), inThisJvm);
        OpenServers.remember(server);
        try {
            server.restart();
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /**
     * Creates a topic unless it exists.
     *
     * @param configs topic configuration, e.g. {@code retention.ms}
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new ServerFailure(
                        "Expected to create the topic " + name + ", found " + failure.getMessage(), failure);
            }
        } catch (TimeoutException tooSlow) {
            throw new ServerFailure(
                    "Expected the topic " + name + " within " + CALL_LIMIT.toSeconds() + " s. See " + logFile(),
                    tooSlow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while creating the topic " + name, interrupted);
        }
    }

    /**
     * The folder with a partition's segments ({@code 00000000000000000000.log}, …). Touch it only while the broker is
     * stopped, e.g. to delete the tail of a log.
     */
    public Path partitionDirectory(String topic, int partition) {
        return configuration.logDirectory().resolve(topic + "-" + partition);
    }

    /** SIGKILL of the broker's process; data and port stay. */
    public synchronized void kill() {
        Broker running = broker;
        if (running != null) {
            running.kill();
            broker = null;
        }
    }

    /** A clean shutdown; data and port stay. */
    public synchronized void stop() {
        Broker running = broker;
        if (running != null) {
            running.stop();
            broker = null;
        }
    }

    /** Starts it again after {@link #kill()} or {@link #stop()}; returns when it answers. */
    public synchronized void restart() {
        if (isRunning()) {
            throw new IllegalStateException(
                    "Expected the broker on port " + port + " to be stopped, found it running.");
        }
        configuration.writeAndFormat();
        Broker started = inThisJvm
                ? EmbeddedBroker.start(configuration)
                : BrokerProcess.start(configuration, directory.path(), logFile());
        broker = started;
        HealthWait.until("Kafka to answer on " + bootstrapServers(), START_LIMIT, started.process(), this::answers);
    }

    public synchronized boolean isRunning() {
        return broker != null && broker.isRunning();
    }

    /** The log file of a broker process; a broker in this JVM logs through SLF4J. */
    public Path logFile() {
        return directory.file("kafka.log");
    }

    @Override
    public synchronized void close() {
        stop();
        OpenServers.forget(this);
        directory.release();
    }

    @Override
    public String toString() {
        return "Kafka on " + bootstrapServers();
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    private boolean answers() throws ExecutionException, InterruptedException, TimeoutException {
        if (FreePorts.isFree(port)) {
            return false;
        }
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        }
    }
}
