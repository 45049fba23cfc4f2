package dev.candor.sequencer.arrivals;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.candor.leadership.Leadership;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.rollup.OrdererLease;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerEvents;
import dev.candor.sequencer.rollup.SequencerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** A process of the sequencer as far as the line of arrivals goes: the real lease, the line, the outbox. */
public final class ArrivalsNode implements AutoCloseable {
    public static final DigestSigner ORDER_KEY = new InMemorySigner(
            PrivateKey.fromHex("0x00000000000000000000000000000000000000000000000000000000000a11ce"));
    public static final RollupIdentity ROLLUP = new RollupIdentity(
            new RollupId(TestProperties.ROLLUP_ID),
            new CandorDomain(31337, Address.fromHex("0x00000000000000000000000000000000000000c0")),
            31337,
            Address.fromHex("0x00000000000000000000000000000000000000c0"),
            Hash32.ZERO,
            0,
            0,
            Hash32.ZERO);

    private static final Duration FILL_IN_AFTER = Duration.ofMillis(400);
    private static final Duration LOST_TAIL_AFTER = Duration.ofMillis(500);
    private static final int MAX_CONNECTIONS = 8;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private ArrivalsNode() {}

    /** A process that plays both roles. */
    public static ArrivalsNode start(String databaseUrl, String kafka, String topic) {
        return start(databaseUrl, kafka, topic, Set.of(Role.INTAKE, Role.ORDERER));
    }

    public static ArrivalsNode start(String databaseUrl, String kafka, String topic, Set<Role> roles) {
        ArrivalsNode node = new ArrivalsNode();
        node.register(databaseUrl, kafka, topic, roles);
        node.context.scan("dev.candor.sequencer.arrivals");
        node.context.register(OrdererLease.class, SequencerEvents.class);
        node.context.refresh();
        return node;
    }

    private void register(String databaseUrl, String kafka, String topic, Set<Role> roles) {
        SequencerProperties all = TestProperties.orderer();
        SequencerProperties properties = new SequencerProperties(
                all.rollupId(),
                roles,
                all.l1(),
                all.engine(),
                all.arrivals(),
                all.keys(),
                all.ordering(),
                all.intake());
        KafkaProperties kafkaProperties = new KafkaProperties();
        kafkaProperties.setBootstrapServers(List.of(kafka));
        context.registerBean(DataSource.class, () -> pool(databaseUrl));
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(bean(DataSource.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(bean(DataSource.class)));
        context.registerBean(
                PlatformTransactionManager.class, () -> new JdbcTransactionManager(bean(DataSource.class)));
        context.registerBean(KafkaProperties.class, () -> kafkaProperties);
        context.registerBean(SequencerProperties.class, () -> properties);
        context.registerBean(
                ArrivalsProperties.class,
                () -> new ArrivalsProperties(topic, 8192, 32 << 20, FILL_IN_AFTER, LOST_TAIL_AFTER));
        context.registerBean(RollupIdentity.class, () -> ROLLUP);
        context.registerBean("orderSigner", DigestSigner.class, () -> ORDER_KEY);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    private static DataSource pool(String databaseUrl) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(databaseUrl);
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setConnectionTimeout(2_000);
        HikariDataSource pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        return pool;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    Promises promises() {
        return bean(Promises.class);
    }

    ArrivalFeed feed() {
        return bean(ArrivalFeed.class);
    }

    ArrivalRows rows() {
        return bean(ArrivalRows.class);
    }

    Leadership leadership() {
        return bean(Leadership.class);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
