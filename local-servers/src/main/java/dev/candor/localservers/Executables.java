package dev.candor.localservers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds and runs other programs. */
final class Executables {

    private Executables() {}

    /** The first executable file of this name on the PATH. */
    static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What an environment variable names, when it is set; it must be executable. */
    static Optional<Path> fromEnvironment(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(value);
        if (!Files.isExecutable(file) || Files.isDirectory(file)) {
            throw new ServerFailure("Expected an executable file in the environment variable " + variable + ", found "
                    + value + ". Correct or unset it.");
        }
        return Optional.of(file);
    }

    /** Where Candor keeps what it builds or unpacks once: {@code $XDG_CACHE_HOME/candor}, else {@code ~/.cache/candor}. */
    static Path cacheDirectory() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("candor");
    }

    /**
     * Runs a short command to its end and returns what it printed.
     *
     * @throws ServerFailure with the output when the exit code is not 0
     */
    static String run(List<String> command, Duration limit) {
        return run(command, Map.of(), limit);
    }

    /** As {@link #run(List, Duration)}, with additions to the environment. */
    static String run(List<String> command, Map<String, String> environment, Duration limit) {
        try {
            Path output = Files.createTempFile("candor-run-", ".log");
            try {
                return run(command, environment, limit, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failure) {
            throw new ServerFailure("Expected to run " + command + ", found " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while running " + command, interrupted);
        }
    }

    private static String run(List<String> command, Map<String, String> environment, Duration limit, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (!ended) {
            throw new ServerFailure("Expected " + command + " to end within " + limit.toSeconds()
                    + " s, found it running. It printed:\n" + printed);
        }
        if (process.exitValue() != 0) {
            throw new ServerFailure("Expected " + command + " to succeed, found exit code " + process.exitValue()
                    + ". It printed:\n" + printed);
        }
        return printed;
    }
}
