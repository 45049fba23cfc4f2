package dev.candor.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditApplication;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestTopics;
import dev.candor.audit.TestWitness;
import dev.candor.audit.log.Topic;
import dev.candor.localservers.LocalKafka;
import dev.candor.localservers.LocalPostgres;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the service, PostgreSQL and Kafka at random moments under load. {@code -Dcandor.crash.rate} is the load in
 * records a second, {@code -Dcandor.crash.kills} how often each is killed, {@code -Dcandor.crash.seed} when.
 */
class CrashTest {
    private static final int RATE = Integer.getInteger("candor.crash.rate", 200);
    private static final int KILLS = Integer.getInteger("candor.crash.kills", 1);
    private static final long SEED = Long.getLong("candor.crash.seed", 20261123L);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void keepsOneLogWithEachOffsetOnceThroughEveryKill() throws Exception {
        try (TestWitness first = new TestWitness("w1");
                TestWitness second = new TestWitness("w2");
                TestWitness third = new TestWitness("w3");
                LocalPostgres postgres = LocalPostgres.start();
                LocalKafka kafka = LocalKafka.start();
                TestTopics topics = new TestTopics(kafka.bootstrapServers(), "")) {
            // given
            Path policy = AuditNode.policy(directory, 2, first, second, third);
            int port = freePort();
            List<String> command = command(postgres.createDatabase("audit"), kafka, policy, port);
            Process service = start(command);
            try {
                topics.send(Topic.ARRIVALS, 1);
                awaitSize(port, 1);
                Load load = new Load(topics);
                long loadBeginNanos = System.nanoTime();
                Thread loader = Thread.ofPlatform().name("load").start(load);

                // when
                Random random = new Random(SEED);
                for (String victim : victims(random)) {
                    TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(4_000));
                    switch (victim) {
                        case "service" -> {
                            service.destroyForcibly().waitFor();
                            service = start(command);
                        }
                        case "postgres" -> {
                            postgres.kill();
                            postgres.restart();
                        }
                        default -> {
                            kafka.kill();
                            kafka.restart();
                        }
                    }
                    // It must get on before the next kill, or one of them is never tested.
                    long now = load.acknowledged.get() + 1;
                    long killedAtNanos = System.nanoTime();
                    awaitSize(port, now);
                    System.out.printf(
                            "%s was killed at record %d; the log had it %d ms later%n",
                            victim, now, millisSince(killedAtNanos));
                }
                load.stop();
                loader.join();
                System.out.printf(
                        "%d records in %d ms, %d kills%n",
                        load.acknowledged.get(), millisSince(loadBeginNanos), 3 * KILLS);

                // then
                long records = load.acknowledged.get() + 1;
                awaitSize(port, records + records / 255);
                ByteArrayOutputStream words = new ByteArrayOutputStream();
                int status = Fsck.run(
                        new PrintStream(words, true, StandardCharsets.UTF_8), "--url", "http://127.0.0.1:" + port);
                assertThat(words.toString(StandardCharsets.UTF_8))
                        .contains("fsck: clean")
                        .contains("each once");
                assertThat(status).isZero();
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static List<String> victims(Random random) {
        List<String> victims = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            victims.addAll(List.of("service", "postgres", "kafka"));
        }
        Collections.shuffle(victims, random);
        return victims;
    }

    /** Sends at the rate, as far as the broker takes it; idempotent, so that each record is there once. */
    private static final class Load implements Runnable {
        private static final int PAYLOAD_BYTES = 300;

        private final TestTopics topics;
        private final AtomicLong acknowledged = new AtomicLong();
        private volatile boolean stopped;

        Load(TestTopics topics) {
            this.topics = topics;
        }

        void stop() {
            stopped = true;
        }

        @Override
        public void run() {
            int perTick = Math.max(1, RATE / 50);
            try {
                while (!stopped) {
                    long begin = System.nanoTime();
                    topics.offerAndWait(Topic.ARRIVALS, new byte[PAYLOAD_BYTES], perTick);
                    acknowledged.addAndGet(perTick);
                    long leftNanos = 20_000_000 - (System.nanoTime() - begin);
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, leftNanos));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<String> command(String database, LocalKafka kafka, Path policy, int port) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AuditApplication.class.getName()));
        command.addAll(List.of(AuditNode.arguments(
                directory,
                database,
                policy,
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        kafka.bootstrapServers(),
                        "server.port",
                        Integer.toString(port)))));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("service.log").toFile()))
                .start();
    }

    private static void awaitSize(int port, long size) {
        HttpBytes service = new HttpBytes(URI.create("http://127.0.0.1:" + port + "/log/901"));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> publishedSize(service) >= size);
    }

    private static long publishedSize(HttpBytes service) throws InterruptedException {
        try {
            Optional<byte[]> note = service.fetch("checkpoint");
            return note.map(bytes -> Checkpoint.parse(
                                    SignedNote.parse(bytes).orThrow().text())
                            .orThrow()
                            .tree()
                            .size())
                    .orElse(-1L);
        } catch (IOException notUp) {
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
