package dev.candor.sequencer.settlement;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.TestL1;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.execution.BatchExecutor;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.rollback.Rollbacks;
import dev.candor.sequencer.rollup.OrdererLease;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

/** One process that settles: the real lease, batch store and settlement on a real database and L1. */
final class SettlementNode implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final LossyL1 way;

    private SettlementNode(ConfigurableApplicationContext context, LossyL1 way) {
        this.context = context;
        this.way = way;
    }

    static SettlementNode open(TestL1 l1, String databaseUrl, LineOfRows line) {
        return open(l1, databaseUrl, line, new LossyL1(l1.rpcUrl()));
    }

    static SettlementNode open(TestL1 l1, String databaseUrl, LineOfRows line, LossyL1 way) {
        return open(l1, databaseUrl, line, way, TestL1.orderSigner());
    }

    static SettlementNode open(TestL1 l1, String databaseUrl, LineOfRows line, LossyL1 way, DigestSigner orderSigner) {
        SpringApplication application = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .initializers(fresh -> {
                    GenericApplicationContext beans = (GenericApplicationContext) fresh;
                    beans.registerBean("orderSigner", DigestSigner.class, () -> orderSigner);
                    beans.registerBean("settlementSigner", DigestSigner.class, TestL1::settlementSigner);
                    beans.registerBean(Web3j.class, () -> Web3j.build(way));
                    beans.registerBean(ArrivalRows.class, () -> line);
                    beans.registerBean(RollupIdentity.class, () -> identity(l1));
                    beans.registerBean(
                            SequencerProperties.class,
                            () -> TestProperties.with(
                                    l1.rpcUrl(), l1.rollupAddress().toHex()));
                })
                .build();
        return new SettlementNode(
                application.run(
                        "--spring.datasource.url=" + databaseUrl,
                        "--spring.datasource.username=",
                        "--spring.main.web-application-type=none",
                        "--spring.main.banner-mode=off"),
                way);
    }

    static RollupIdentity identity(TestL1 l1) {
        return new RollupIdentity(
                new RollupId(TestProperties.ROLLUP_ID),
                new CandorDomain(31337, l1.rollupAddress()),
                31337,
                l1.rollupAddress(),
                TestL1.GENESIS_HASH,
                TestL1.GENESIS_TIMESTAMP,
                l1.deploymentBlock(),
                Hash32.ZERO);
    }

    Leadership leadership() {
        return context.getBean(Leadership.class);
    }

    BatchJournal journal() {
        return context.getBean(BatchJournal.class);
    }

    BatchStore batches() {
        return context.getBean(BatchStore.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    BatchPosts posts() {
        return context.getBean(BatchPosts.class);
    }

    Rollbacks rollbacks() {
        return context.getBean(Rollbacks.class);
    }

    /** L1 is final up to there for everybody but settlement, which asks L1 itself. */
    void finalise(L1Block origin) {
        context.getBean(NoForcedEntries.class).known().set(origin);
    }

    Settlement settlement() {
        return context.getBean(Settlement.class);
    }

    SettlementBacklog backlog() {
        return context.getBean(SettlementBacklog.class);
    }

    SettlementHealth health() {
        return context.getBean(SettlementHealth.class);
    }

    MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    List<Outbox.Event> events() {
        return context.getBean(SeenEvents.class).seen();
    }

    ToldFinality told() {
        return context.getBean(ToldFinality.class);
    }

    boolean isDead() {
        return way.isDead();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Events in memory, instead of on their way to Kafka. */
    record SeenEvents(List<Outbox.Event> seen) implements Outbox {
        @Override
        public void add(Event event) {
            seen.add(event);
        }
    }

    /** What the execution client was told. */
    record ToldFinality(AtomicReference<Hash32> safe, AtomicReference<Hash32> finalized) implements BatchExecutor {
        @Override
        public Execution execute(BatchContents batch) {
            return new Execution(Hash32.ZERO, Hash32.ZERO, Hash32.ZERO, 0, Bytes.EMPTY, List.of());
        }

        @Override
        public void rewindTo(long number) {
            throw new UnsupportedOperationException("settlement moves no head");
        }

        @Override
        public void finality(Hash32 safeBlockHash, Hash32 finalizedBlockHash) {
            safe.set(safeBlockHash);
            finalized.set(finalizedBlockHash);
        }
    }

    /** The arrivals of a test, shared by the processes it starts. */
    static final class LineOfRows implements ArrivalRows {
        private final List<ArrivalRow> line = new CopyOnWriteArrayList<>();

        void append(ArrivalRow row) {
            line.add(row);
        }

        @Override
        public List<ArrivalRow> committed(Term term, Seq from, int maxCount) {
            throw new UnsupportedOperationException("settlement reads ranges");
        }

        @Override
        public List<ArrivalRow> range(Seq from, long count) {
            return List.copyOf(line.subList((int) from.value(), (int) (from.value() + count)));
        }

        @Override
        public Map<Hash32, Long> earliest(Collection<Hash32> txHashes, Seq before) {
            return Map.of();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        DataJpaRepositoriesAutoConfiguration.class
    })
    @EntityScan("dev.candor.sequencer.batches")
    @EnableJpaRepositories(basePackages = "dev.candor.sequencer.batches", considerNestedRepositories = true)
    @ComponentScan(
            basePackages = {
                "dev.candor.sequencer.batches",
                "dev.candor.sequencer.rollback",
                "dev.candor.sequencer.settlement"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|SettlementNode.*)"))
    @Import(OrdererLease.class)
    static class Parts {
        @Bean
        SettlementProperties settlementProperties() {
            return new SettlementProperties(Duration.ofMillis(150), Duration.ofMillis(300), 500, 3);
        }

        @Bean
        NoForcedEntries l1View() {
            return new NoForcedEntries(new AtomicReference<>());
        }

        @Bean
        SeenEvents outbox() {
            return new SeenEvents(new CopyOnWriteArrayList<>());
        }

        @Bean
        ToldFinality executor() {
            return new ToldFinality(new AtomicReference<>(Hash32.ZERO), new AtomicReference<>(Hash32.ZERO));
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
