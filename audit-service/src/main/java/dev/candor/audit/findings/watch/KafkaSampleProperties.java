package dev.candor.audit.findings.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much of the log is held against Kafka; {@code application.yaml} says what each value means.
 *
 * @param recordsOfLine at most 512
 */
@ConfigurationProperties("candor.kafka-samples")
record KafkaSampleProperties(Duration every, int recordsOfLine) {}
