package dev.candor.audit.ingest;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.log.Stage;
import dev.candor.audit.log.Topic;
import dev.candor.leadership.Term;
import dev.candor.messaging.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: polls all followed partitions, gives the records their indices in the order in which they came, and stores
 * them with the positions. In memory it has only what it has stored; a crash between two transactions loses nothing.
 */
final class Ingestion implements Stage.Work {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration NOTHING_TO_FOLLOW = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final Positions positions;
    private final ClusterTopics cluster;
    private final Followed followed;
    private final SourceWatch watch;
    private final RepeatedArrivals repeats;
    private final IngestProperties properties;
    private final PipelineMetrics metrics;
    private final TakenRecords taken;
    private @Nullable Session session;

    Ingestion(
            KafkaClients kafka,
            Positions positions,
            ClusterTopics cluster,
            SourceWatch watch,
            RepeatedArrivals repeats,
            IngestProperties properties,
            PipelineMetrics metrics,
            TakenRecords taken) {
        this.kafka = kafka;
        this.positions = positions;
        this.cluster = cluster;
        this.followed = new Followed(cluster);
        this.watch = watch;
        this.repeats = repeats;
        this.properties = properties;
        this.metrics = metrics;
        this.taken = taken;
    }

    @Override
    public Duration round(Term term) {
        Session now = session;
        if (now == null) {
            now = new Session();
            session = now;
        }
        return now.round(term);
    }

    @Override
    public void forget() {
        Session old = session;
        session = null;
        taken.forget();
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        forget();
    }

    /** From one look at what is stored to the next. */
    private final class Session {
        private final Consumer<byte[], byte[]> consumer = kafka.consumer("candor-log", properties.maxRoundRecords());
        private final Admin admin = kafka.admin("candor-log-admin");
        private SortedMap<Coverage.Line, Source> sources = positions.sources();
        private final Map<TopicPartition, Coverage.Line> assigned = new HashMap<>();
        private long index = positions.sequencedSize();
        private long arrivalsEnd = Long.MAX_VALUE;
        private long lookedAtNanos;
        private boolean looked;

        Session() {
            metrics.resumed(index);
        }

        Duration round(Term term) {
            if (!looked
                    || System.nanoTime() - lookedAtNanos
                            > properties.lookForTopicsEvery().toNanos()) {
                look(term);
            }
            if (assigned.isEmpty()) {
                return NOTHING_TO_FOLLOW;
            }
            take(term, poll());
            return Duration.ZERO;
        }

        private void look(Term term) {
            List<KafkaTopic> topics = cluster.find(admin);
            Followed.Plan plan = followed.plan(sources, topics);
            if (plan.successor().isPresent()
                    && repeats.areThere(
                            plan.successor().get().kafkaTopic(),
                            plan.successor().get().baseOffset(),
                            plan.successor().get().nextOffset())) {
                positions.follow(term, plan.successor().get());
                sources.put(plan.successor().get().line(), plan.successor().get());
                plan = followed.plan(sources, topics);
            }
            sources = new TreeMap<>(plan.sources());
            arrivalsEnd = plan.arrivalsEnd();
            SourceWatch.Look seen = watch.look(sources.values(), topics, consumer);
            assign(seen.sources());
            metrics.behindKafka(seen.recordsToTake());
            if (seen.sources().size() == sources.size()) {
                taken.asked(seen, arrivalsEnd);
            }
            taken.reached(sources, index);
            lookedAtNanos = System.nanoTime();
            looked = true;
        }

        private void assign(List<Source> readable) {
            Map<TopicPartition, Coverage.Line> wanted = new HashMap<>();
            readable.forEach(source -> wanted.put(source.partition(), source.line()));
            if (wanted.equals(assigned)) {
                return;
            }
            consumer.assign(wanted.keySet());
            readable.forEach(source -> consumer.seek(
                    source.partition(), new OffsetAndMetadata(source.kafkaOffset(), source.leaderEpoch(), "")));
            assigned.clear();
            assigned.putAll(wanted);
        }

        private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
            try {
                return consumer.poll(POLL);
            } catch (LogTruncationException e) {
                e.offsetOutOfRangePartitions()
                        .forEach((partition, offset) -> watch.cut(
                                sourceOf(partition),
                                "found that it was cut at "
                                        + e.divergentOffsets().get(partition)));
                return startOver();
            } catch (OffsetOutOfRangeException e) {
                return startOver();
            }
        }

        /** The next look says what is wrong with the partition, if anything is. */
        private List<ConsumerRecord<byte[], byte[]>> startOver() {
            consumer.assign(List.of());
            assigned.clear();
            looked = false;
            return List.of();
        }

        private Source sourceOf(TopicPartition partition) {
            Coverage.Line line = assigned.get(partition);
            Source source = line == null ? null : sources.get(line);
            if (source == null) {
                throw new IllegalStateException("Expected a followed partition, found " + partition + ".");
            }
            return source;
        }

        private void take(Term term, Iterable<ConsumerRecord<byte[], byte[]>> records) {
            Round round = newRound();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Source source = sourceNow(round, record);
                if (source.line().topic() == Topic.ARRIVALS && source.nextOffset() >= arrivalsEnd) {
                    // What follows in this topic is not on the line any more.
                    looked = false;
                    continue;
                }
                requireNext(source, record);
                round.add(
                        source, EventBytes.of(source.line().topic(), record), record.timestamp(), record.leaderEpoch());
                if (round.isFull()) {
                    store(term, round);
                    round = newRound();
                }
            }
            if (!round.isEmpty()) {
                store(term, round);
            }
        }

        private Round newRound() {
            Map<Coverage.Line, Long> next = new TreeMap<>();
            sources.forEach((line, source) -> {
                if (source.nextOffset() > 0) {
                    next.put(line, source.nextOffset());
                }
            });
            return new Round(index, next);
        }

        private Source sourceNow(Round round, ConsumerRecord<byte[], byte[]> record) {
            Source stored = sourceOf(new TopicPartition(record.topic(), record.partition()));
            return round.sources().getOrDefault(stored.line(), stored);
        }

        private void requireNext(Source source, ConsumerRecord<byte[], byte[]> record) {
            if (record.offset() != source.kafkaOffset()) {
                throw new PipelineFault(
                        PipelineFault.Kind.GAP,
                        ("Expected offset %d of %s, found %d: a log without this offset would be incomplete for ever. Its producer "
                                        + "must not be transactional, and the topic neither compacted nor trimmed. See docs/runbooks/log-ingest.md.")
                                .formatted(source.kafkaOffset(), source.partition(), record.offset()));
            }
        }

        private void store(Term term, Round round) {
            positions.take(term, round);
            index = round.endIndex();
            sources.putAll(round.sources());
            metrics.sequenced(index, round.oldestMillis());
            taken.reached(sources, index);
        }

        void close() {
            try (consumer) {
                admin.close(Duration.ZERO);
            }
        }
    }
}
