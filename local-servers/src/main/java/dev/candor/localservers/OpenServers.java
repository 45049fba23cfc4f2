package dev.candor.localservers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is open in this JVM. One shutdown hook closes it, the newest first, so that whoever composes several servers
 * decides their order by registering after them.
 */
public final class OpenServers {

    private static final Logger LOG = LoggerFactory.getLogger(OpenServers.class);
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenServers::closeAll, "close-local-servers"));
    }

    private OpenServers() {}

    /** Closes it when the JVM ends, unless {@link #forget} comes first. */
    public static synchronized void remember(AutoCloseable server) {
        OPEN.addFirst(server);
    }

    public static synchronized void forget(AutoCloseable server) {
        OPEN.removeIf(open -> open == server);
    }

    private static synchronized List<AutoCloseable> newestFirst() {
        return List.copyOf(OPEN);
    }

    private static synchronized boolean isOpen(AutoCloseable server) {
        return OPEN.stream().anyMatch(open -> open == server);
    }

    private static void closeAll() {
        for (AutoCloseable server : newestFirst()) {
            if (isOpen(server)) {
                close(server);
            }
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception failure) {
            LOG.warn("Could not close {} while the JVM ends; its watchdog kills it.", server, failure);
        }
    }
}
