package dev.candor.sequencer.query;

import java.time.Duration;
import org.springframework.http.CacheControl;

/** What caches may do with an answer (RFC 9111, RFC 8246). */
final class Caching {
    private static final Duration LONG = Duration.ofDays(365);

    /** Of what is final: it never changes. */
    static final CacheControl FOR_EVER = CacheControl.maxAge(LONG).cachePublic().immutable();

    /** Of what can still change: kept, but compared by its ETag before every use. */
    static final CacheControl ASK_AGAIN = CacheControl.noCache();

    private Caching() {}
}
