package dev.candor.sequencer.ordering;

import dev.candor.leadership.Leadership;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.BatchStoreAccess;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollback.Rollbacks;
import dev.candor.sequencer.rollback.RollbacksAccess;
import dev.candor.sequencer.rollup.OrdererLease;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import dev.candor.sequencer.signing.SlotSigner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import javax.sql.DataSource;
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
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The real lease, signing record and batch journal on a database; nothing else of the service. */
final class OrderingContext implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private OrderingContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static OrderingContext open(String databaseUrl, DigestSigner orderSigner) {
        SpringApplication application = new SpringApplicationBuilder(Storage.class)
                .web(WebApplicationType.NONE)
                .initializers(fresh -> ((org.springframework.context.support.GenericApplicationContext) fresh)
                        .registerBean("orderSigner", DigestSigner.class, () -> orderSigner))
                .properties(Map.of("spring.datasource.url", databaseUrl, "spring.main.banner-mode", "off"))
                .build();
        return new OrderingContext(application.run(
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=",
                "--spring.main.web-application-type=none"));
    }

    Leadership leadership() {
        return context.getBean(Leadership.class);
    }

    SlotSigner slots() {
        return context.getBean(SlotSigner.class);
    }

    BatchJournal journal() {
        return context.getBean(BatchJournal.class);
    }

    Rollbacks rollbacks(L1View l1, RollupIdentity rollup) {
        return RollbacksAccess.of(context, l1, rollup);
    }

    DataSource dataSource() {
        return context.getBean(DataSource.class);
    }

    BatchStore store(TestArrivals arrivals, L1View l1) {
        return BatchStoreAccess.of(context, arrivals, l1);
    }

    @Override
    public void close() {
        context.close();
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
            basePackages = {"dev.candor.sequencer.signing", "dev.candor.sequencer.batches"},
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(RecordedSlotSigner|BatchJournal)"))
    @Import(OrdererLease.class)
    static class Storage {
        @Bean
        SequencerProperties properties() {
            return TestProperties.orderer();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
