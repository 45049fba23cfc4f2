package dev.candor.sequencer.rpc;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the JSON-RPC door.
 *
 * @param maxBatchCalls calls in one JSON-RPC batch
 * @param corsOrigins origins of web pages that may call, {@code *} for all
 */
@ConfigurationProperties("candor.rpc")
record RpcProperties(
        @DefaultValue("5242880") int maxBodyBytes,
        @DefaultValue("1000") int maxBatchCalls,
        @DefaultValue("*") List<String> corsOrigins) {}
