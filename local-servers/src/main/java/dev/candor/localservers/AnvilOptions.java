package dev.candor.localservers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How anvil mines and where it keeps its chain.
 *
 * @param blockTimeSeconds one block every so many seconds; 0: one for each transaction
 * @param stateFile read at start when it exists and written by a clean stop; null: the chain ends with the process
 */
public record AnvilOptions(
        ServerOptions server,
        int blockTimeSeconds,
        @Nullable Path stateFile) {

    /** A block for each transaction, temporary, on a free port. */
    public static AnvilOptions onDemand() {
        return new AnvilOptions(ServerOptions.temporary(), 0, null);
    }

    /** A block every {@code seconds}, temporary, on a free port. */
    public static AnvilOptions blockEvery(int seconds) {
        return new AnvilOptions(ServerOptions.temporary(), seconds, null);
    }

    public AnvilOptions with(ServerOptions serverOptions) {
        return new AnvilOptions(serverOptions, blockTimeSeconds, stateFile);
    }

    public AnvilOptions withStateFile(Path file) {
        return new AnvilOptions(server, blockTimeSeconds, file);
    }
}
