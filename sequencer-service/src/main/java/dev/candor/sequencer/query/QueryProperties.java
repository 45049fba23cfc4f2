package dev.candor.sequencer.query;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the reading resources.
 *
 * @param corsOrigins origins of web pages that may use {@code /v1}, {@code *} for all
 * @param streamBufferEvents newest events of each kind in memory, for all subscribers together; about 1 KiB each
 * @param streamHeartbeat a comment is sent after so long without an event
 */
@ConfigurationProperties("candor.query")
record QueryProperties(
        @DefaultValue("*") List<String> corsOrigins,
        @DefaultValue("256") int maxStreamSubscribers,
        @DefaultValue("8192") int streamBufferEvents,
        @DefaultValue("15s") Duration streamHeartbeat) {}
