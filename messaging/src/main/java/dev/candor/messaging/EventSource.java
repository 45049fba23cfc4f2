package dev.candor.messaging;

/**
 * Who speaks in a service's events.
 *
 * @param key of every record, for example the rollup's id
 * @param uri the CloudEvents attribute {@code source} (spec/events.md section 1), for example {@code /rollups/1/sequencers/0x…}
 */
public record EventSource(String key, String uri) {}
