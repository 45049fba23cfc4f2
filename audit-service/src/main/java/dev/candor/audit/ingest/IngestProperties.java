package dev.candor.audit.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param topicSuffix follows the names of all topics; empty outside tests
 * @param maxRoundRecords records of one transaction at most
 * @param lookForTopicsEvery how often new topics are looked for and ends of known ones compared
 * @param rewoundAfter how long a topic may show less than was logged before that counts as lost
 */
@ConfigurationProperties("candor.ingest")
record IngestProperties(String topicSuffix, int maxRoundRecords, Duration lookForTopicsEvery, Duration rewoundAfter) {}
