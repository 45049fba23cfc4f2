package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.NewestAnchor;
import dev.candor.audit.rollup.AuditProperties;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.leadership.LeadershipConfiguration;
import dev.candor.leadership.LeaseOptions;
import dev.candor.messaging.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

/** One process that anchors: the real lease and anchoring on a real database and L1, a log in memory. */
final class AnchorNode implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final LossyL1 way;

    private AnchorNode(ConfigurableApplicationContext context, LossyL1 way) {
        this.context = context;
        this.way = way;
    }

    static AnchorNode open(AnchorL1 l1, String database, GrowingLog log) {
        return open(l1, database, log, new LossyL1(l1.rpcUrl()), Duration.ofMillis(200));
    }

    static AnchorNode open(AnchorL1 l1, String database, GrowingLog log, LossyL1 way, Duration interval) {
        String contract = l1.contracts().auditAnchor();
        SpringApplication application = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .initializers(fresh -> {
                    GenericApplicationContext beans = (GenericApplicationContext) fresh;
                    beans.registerBean(GrowingLog.class, () -> log);
                    beans.registerBean(RollupIdentity.class, l1::identity);
                    beans.registerBean(AuditProperties.class, l1::properties);
                    beans.registerBean(
                            AnchorProperties.class,
                            () -> new AnchorProperties(contract, interval, 1_000, 200, 3, 150_000));
                    beans.registerBean(
                            AnchorAccess.class, () -> new AnchorAccess(Web3j.build(way), AnchorL1.account()));
                })
                .build();
        return new AnchorNode(
                application.run(
                        "--spring.config.location=optional:classpath:/none/",
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=",
                        "--candor.anchor.contract-address=" + contract,
                        "--spring.main.banner-mode=off"),
                way);
    }

    Anchors anchors() {
        return context.getBean(Anchors.class);
    }

    NewestAnchor newestOnL1() {
        return context.getBean(NewestAnchor.class);
    }

    Anchoring anchoring() {
        return context.getBean(Anchoring.class);
    }

    AnchorHealth health() {
        return context.getBean(AnchorHealth.class);
    }

    MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    List<Outbox.Event> events() {
        return context.getBean(SeenEvents.class).seen();
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

    /** No configuration by annotation: the whole service, started in other tests, scans these packages too. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    @Import({LeadershipConfiguration.class, AnchorConfiguration.class, AnchorRows.class})
    static class Parts {
        @Bean
        LeaseOptions leaseOptions(AuditProperties properties) {
            return new LeaseOptions(
                    properties.rollupId(), "log writer", Duration.ofMillis(800), true, "test.leadership");
        }

        @Bean
        SeenEvents outbox() {
            return new SeenEvents(new CopyOnWriteArrayList<>());
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
