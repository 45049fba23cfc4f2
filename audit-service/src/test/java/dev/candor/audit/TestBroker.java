package dev.candor.audit;

import dev.candor.localservers.LocalKafka;
import java.util.UUID;

/** One real broker for the tests of this JVM that do not harm it; each test has topics of its own. */
public final class TestBroker {
    private static final class Server {
        static final LocalKafka KAFKA = LocalKafka.start();
    }

    private TestBroker() {}

    public static String bootstrapServers() {
        return Server.KAFKA.bootstrapServers();
    }

    /** Follows the names of all topics of a test. */
    public static String freshSuffix() {
        return "-" + UUID.randomUUID();
    }
}
