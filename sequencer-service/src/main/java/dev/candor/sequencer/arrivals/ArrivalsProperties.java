package dev.candor.sequencer.arrivals;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param topic the first topic of the line, and the beginning of its successors' names
 * @param maxInFlight admitted transactions between their append and their promise; beyond it the answer is BUSY
 * @param maxInFlightBytes the same by the size of their raw bytes
 * @param fillInAfter how long a number of the topic may lack its row before the orderer takes its intake for dead
 * @param lostTailAfter how long the topic may show less than the table before its tail counts as lost
 */
@ConfigurationProperties("candor.arrivals")
record ArrivalsProperties(
        @DefaultValue("candor.arrivals.v1") String topic,
        @DefaultValue("8192") int maxInFlight,
        @DefaultValue("33554432") int maxInFlightBytes,
        @DefaultValue("1s") Duration fillInAfter,
        @DefaultValue("3s") Duration lostTailAfter) {}
