package dev.candor.messaging;

import dev.candor.leadership.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The beans {@link KafkaClients}, {@link CloudEvents} and {@link Outbox}, and the relay between outbox and Kafka, for a service that
 * imports this class and has beans {@link EventSource}, {@link RelayOptions}, {@link Leadership} and {@link Clock}.
 */
@Configuration(proxyBeanMethods = false)
public class MessagingConfiguration {

    @Bean
    KafkaClients kafkaClients(KafkaProperties properties) {
        return new KafkaClients(properties);
    }

    @Bean
    CloudEvents cloudEvents(JsonMapper json, EventSource source) {
        return new CloudEvents(json, source);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, CloudEvents cloudEvents) {
        return new JdbcOutbox(jdbc, cloudEvents);
    }

    @Bean
    OutboxRelay outboxRelay(
            JdbcClient jdbc,
            CloudEvents cloudEvents,
            KafkaClients kafka,
            Leadership leadership,
            RelayOptions options,
            Clock clock,
            MeterRegistry meters) {
        return new OutboxRelay(jdbc, cloudEvents, kafka, leadership, options, clock, meters);
    }
}
