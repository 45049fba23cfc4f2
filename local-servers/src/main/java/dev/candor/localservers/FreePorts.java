package dev.candor.localservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports below the range from which systems give ports to outgoing connections, so that no client can take
 * a server's port while the server is being restarted.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int BOUND = 32_000;
    private static final int MAX_ATTEMPTS = 2_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /** A TCP port on 127.0.0.1 that is free now and that this JVM has not given before. */
    public static synchronized int next() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BOUND);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new ServerFailure("Expected a free port between " + LOWEST + " and " + BOUND
                + " on 127.0.0.1, found none in " + MAX_ATTEMPTS + " attempts. Stop some servers.");
    }

    /** True when nothing listens on this port of 127.0.0.1. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
