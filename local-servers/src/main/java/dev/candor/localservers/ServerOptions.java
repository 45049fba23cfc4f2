package dev.candor.localservers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps its data and listens.
 *
 * @param directory holds data and log file and survives {@code close()}; null: a temporary one, deleted at close
 * @param port TCP port on 127.0.0.1; 0: a free one
 */
public record ServerOptions(@Nullable Path directory, int port) {

    /** A temporary directory and a free port. */
    public static ServerOptions temporary() {
        return new ServerOptions(null, 0);
    }

    /** A lasting directory (created when missing) and a free port. */
    public static ServerOptions in(Path directory) {
        return new ServerOptions(directory, 0);
    }

    public ServerOptions onPort(int fixedPort) {
        return new ServerOptions(directory, fixedPort);
    }

    int resolvedPort() {
        return port == 0 ? FreePorts.next() : port;
    }
}
