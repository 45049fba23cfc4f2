package dev.candor.localservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child process that cannot outlive this JVM.
 *
 * <p>It is started through a shell that leaves a watchdog beside it: the watchdog reads a pipe whose other end only this
 * JVM holds, and kills the process when the pipe closes, which happens even when the JVM is killed. (The parent-death
 * signal of Linux would follow the <em>thread</em> that started the process.) Where {@code setsid} exists the child has
 * its own session, so Ctrl-C in a terminal reaches this JVM only, which then stops its children in order. The process
 * replaces the shell: {@link #pid()} is its own.
 */
public final class ServerProcess implements AutoCloseable {

    /** $$ is the process; the pipe from the JVM is kept away from it as descriptor 3 of the watchdog. */
    private static final String LAUNCH = "exec 3<&0; (cat <&3 >/dev/null; kill -9 -- -$$ || kill -9 $$) 2>/dev/null & "
            + "exec 3<&-; exec \"$@\" </dev/null";

    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 20;
    private static final boolean OWN_SESSION = Executables.onPath("setsid").isPresent();

    private final String name;
    private final Process process;
    private final Path logFile;

    private ServerProcess(String name, Process process, Path logFile) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
    }

    /**
     * Starts the command; both output streams are appended to {@code logFile}.
     *
     * @param environment added to this JVM's environment
     * @throws ServerFailure when the program cannot be started
     */
    public static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path logFile) {
        List<String> launched = new ArrayList<>();
        if (OWN_SESSION) {
            launched.add("setsid");
        }
        launched.addAll(List.of("sh", "-c", LAUNCH, name));
        launched.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(launched)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        builder.environment().putAll(environment);
        try {
            ServerProcess server = new ServerProcess(name, builder.start(), logFile);
            OpenServers.remember(server);
            return server;
        } catch (IOException failure) {
            throw new ServerFailure(
                    "Expected to start " + name + " with " + command + ", found " + failure.getMessage(), failure);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code of an ended process; 128 + n when signal n ended it. */
    public int exitCode() {
        return process.exitValue();
    }

    public Path logFile() {
        return logFile;
    }

    /** The last lines of the log file. */
    public String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(logFile), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Asks it to end (SIGTERM) and kills it when it has not within the limit. */
    public void stop(Duration limit) {
        stop("TERM", limit);
    }

    /** Like {@link #stop(Duration)}, with a signal of the server's own choice. */
    public void stop(String signal, Duration limit) {
        if (process.isAlive()) {
            signal("CONT");
            signal(signal);
            await(limit);
        }
        kill();
    }

    /** SIGKILL, as a crash would; returns when the process and all its descendants are gone. */
    public void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        if (!await(KILL_LIMIT)) {
            throw new ServerFailure("Expected " + name + " (pid " + pid() + ") to die of SIGKILL within "
                    + KILL_LIMIT.toSeconds() + " s. The machine may be overloaded; see " + logFile + ".");
        }
        awaitAll(family);
        OpenServers.forget(this);
    }

    /** SIGSTOP: it keeps its sockets and answers nothing. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return name + " (pid " + pid() + ")";
    }

    private boolean await(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private void awaitAll(List<ProcessHandle> family) {
        CompletableFuture<?>[] exits =
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            family.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new ServerFailure("Could not await the descendants of " + this, impossible);
        }
    }

    private void signal(String signal) {
        Executables.run(List.of("kill", "-" + signal, Long.toString(pid())), Duration.ofSeconds(10));
    }
}
