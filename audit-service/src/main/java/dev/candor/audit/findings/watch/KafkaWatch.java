package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.rules.KafkaRule;
import dev.candor.audit.ingest.LogAgainstKafka;
import dev.candor.audit.log.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds samples of the log against Kafka, every few seconds on a thread of its own; what differed is looked at again until it
 * does not.
 */
@Component
class KafkaWatch implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final LogAgainstKafka samples;
    private final FindingBook book;
    private final KafkaSampleProperties properties;
    private final TransactionTemplate transactions;
    private final KafkaRule rule = new KafkaRule();
    private final Counter compared;
    private final Counter differing;
    private final Counter failures;
    private volatile @Nullable Thread thread;

    KafkaWatch(
            LogAgainstKafka samples,
            FindingBook book,
            KafkaSampleProperties properties,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.samples = samples;
        this.book = book;
        this.properties = properties;
        this.transactions = new TransactionTemplate(transactions);
        this.compared = Counter.builder("candor.audit.kafka.compared")
                .description("Entries that were held against what Kafka has at their offset")
                .register(meters);
        this.differing = meters.counter("candor.audit.kafka.differing");
        this.failures = meters.counter("candor.audit.kafka.compare.failures");
    }

    /** One sample of every line, and once more all that differed before. */
    void look() {
        LogAgainstKafka.Compared sampled = samples.sample(properties.recordsOfLine());
        LogAgainstKafka.Compared again = samples.compare(book.openSubjects(FindingKind.KAFKA_NOT_AS_LOGGED).stream()
                .map(KafkaWatch::place)
                .toList());
        List<Decision> decisions = new ArrayList<>();
        Stream.concat(sampled.differences().stream(), again.differences().stream())
                .distinct()
                .forEach(difference -> decisions.add(new Decision.Raise(rule.judge(difference))));
        again.same()
                .forEach(place -> decisions.add(new Decision.Clear(
                        FindingKind.KAFKA_NOT_AS_LOGGED, place.toString(), "Kafka has what is logged there again")));
        transactions.executeWithoutResult(status -> book.apply(decisions));
        compared.increment(sampled.same().size() + sampled.differences().size());
        differing.increment(sampled.differences().size());
        sampled.failures().forEach(why -> {
            failures.increment();
            log.warn("A sample of Kafka could not be compared with the log, trying again: {}", why);
        });
    }

    private static LogAgainstKafka.Place place(String subject) {
        String[] numbers = subject.split("\\.", -1);
        return new LogAgainstKafka.Place(
                Topic.ofId(Integer.parseInt(numbers[0])).orElseThrow(),
                Integer.parseUnsignedInt(numbers[1]),
                Long.parseUnsignedLong(numbers[2]));
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            LockSupport.parkNanos(properties.every().toNanos());
            if (thread != Thread.currentThread()) {
                return;
            }
            try {
                look();
            } catch (RuntimeException e) {
                failures.increment();
                log.warn("The log cannot be held against Kafka now, trying again: {}", e.toString());
            }
        }
    }

    @Override
    public void start() {
        if (thread == null) {
            Thread watch =
                    Thread.ofPlatform().name("kafka-samples").daemon(true).unstarted(this::run);
            thread = watch;
            watch.start();
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                if (!running.join(CLOSE_PATIENCE)) {
                    log.warn("A sample of Kafka did not end within {}", CLOSE_PATIENCE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return WorkLoop.PHASE;
    }
}
