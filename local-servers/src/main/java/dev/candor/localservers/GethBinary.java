package dev.candor.localservers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds geth: {@code CANDOR_GETH}, then a fitting {@code geth} on the PATH, then one built once from the Go module proxy
 * into the cache, which takes two to three minutes. Uses nothing but the JDK, so that {@link #main} runs from bare classes.
 */
public final class GethBinary {

    /** The version whose API the execution adapter was tried with. */
    public static final String VERSION = "1.17.8";

    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);

    private GethBinary() {}

    /** Builds geth now when it is missing, with progress on the terminal. */
    public static void main(String[] arguments) {
        try {
            System.out.println(resolve(System.out::println));
        } catch (ServerFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    /**
     * An executable geth {@value #VERSION}.
     *
     * @param progress gets a line now and then while it is being built
     * @throws ServerFailure when it can neither be found nor built
     */
    public static Path resolve(Consumer<String> progress) {
        return Executables.fromEnvironment("CANDOR_GETH")
                .or(() -> Executables.onPath("geth").filter(GethBinary::fits))
                .orElseGet(() -> built(progress));
    }

    private static boolean fits(Path geth) {
        return Executables.run(List.of(geth.toString(), "version"), QUERY_LIMIT).contains("Version: " + VERSION);
    }

    private static Path built(Consumer<String> progress) {
        try {
            return new GoProgram("geth", "github.com/ethereum/go-ethereum/cmd/geth", "v" + VERSION).installed(progress);
        } catch (ServerFailure failure) {
            throw new ServerFailure(
                    failure.getMessage() + "\nOr build geth " + VERSION + " yourself and name it in CANDOR_GETH.",
                    failure);
        }
    }
}
