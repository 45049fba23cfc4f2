package dev.candor.bench.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Our turn: events enter as they do in service, through a topic (acks=all), here one that nobody else uses. An entry counts when
 * a published checkpoint with the witnesses' quorum covers it; its index is read back from the log's own bundles.
 */
final class CandorTurn {
    static final String TOPIC = "candor.governance.v1";

    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(5);
    private static final Duration COVER_LIMIT = Duration.ofMinutes(3);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int LINGER_MILLIS = 5;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final byte[] KEY = "0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TYPE = "dev.candor.BenchEntry.v1".getBytes(StandardCharsets.UTF_8);

    private final String bootstrapServers;
    private final URI log;
    private final FollowerBacklog backlog;
    private long nextOffset;

    /** @param log base URL of the log, ending in a slash */
    CandorTurn(String bootstrapServers, URI log, FollowerBacklog backlog) {
        this.bootstrapServers = bootstrapServers;
        this.log = log;
        this.backlog = backlog;
    }

    /**
     * @param perSecond the rate of an open loop; {@link Long#MAX_VALUE}: as fast as the topic takes them
     * @param entryBytes of the value; the entry has 39 more
     */
    Coverage run(String name, long perSecond, int entries, int entryBytes) throws IOException, InterruptedException {
        long[] sentAtNanos = new long[entries];
        long firstOffset = nextOffset;
        try (CheckpointWatch watch = new CheckpointWatch(log.resolve("checkpoint"))) {
            watch.awaitSize(1, COVER_LIMIT);
            long fromSize = watch.size();
            long startedAtNanos = System.nanoTime();
            send(sentAtNanos, perSecond, entryBytes);
            nextOffset += entries;
            watch.awaitSize(fromSize + entries, COVER_LIMIT);
            // Its leftovers would slow the peer's turn down.
            System.out.println("    " + backlog.await(CATCH_UP_LIMIT));
            LoggedOffsets logged = new LoggedOffsets(log);
            long[] indices = logged.indicesOf(firstOffset, entries, fromSize, watch);
            Histogram millis = new Histogram(3);
            for (int i = 0; i < entries; i++) {
                millis.recordValue((watch.coveredAtNanos(indices[i]) - sentAtNanos[i]) / NANOS_PER_MILLI);
            }
            List<CheckpointWatch.Sighting> sightings = watch.sightings();
            return Coverage.between(name, sightings, fromSize, startedAtNanos, millis);
        }
    }

    private void send(long[] sentAtNanos, long perSecond, int entryBytes) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        byte[] value = new byte[entryBytes];
        new Random(nextOffset).nextBytes(value);
        try (Producer<byte[], byte[]> producer = producer()) {
            long begin = System.nanoTime();
            for (int i = 0; i < sentAtNanos.length; i++) {
                if (perSecond != Long.MAX_VALUE) {
                    awaitTurn(begin + i * NANOS_PER_SECOND / perSecond);
                }
                RecordHeaders headers = new RecordHeaders();
                headers.add("ce_type", TYPE);
                sentAtNanos[i] = System.nanoTime();
                var _ = producer.send(new ProducerRecord<>(TOPIC, 0, null, KEY, value, headers), (placed, refused) -> {
                    if (refused != null) {
                        failure.compareAndSet(null, refused);
                    }
                });
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("Expected the broker to take every event.", failure.get());
        }
    }

    private static void awaitTurn(long atNanos) {
        for (long left = atNanos - System.nanoTime(); left > 0; left = atNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                        ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
