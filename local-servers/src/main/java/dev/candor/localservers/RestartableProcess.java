package dev.candor.localservers;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of a server that is stopped, killed and started again in one place: at most one process at a time. */
final class RestartableProcess {

    /** Asked to end cleanly by what Ctrl-C sends; all servers here flush their data on it. */
    private static final String CLEAN_STOP = "INT";

    private final String what;
    private final Duration stopLimit;
    private @Nullable ServerProcess process;

    /**
     * @param what name and place, for messages: "geth on port 8545"
     * @param stopLimit after which a clean stop becomes a kill
     */
    RestartableProcess(String what, Duration stopLimit) {
        this.what = what;
        this.stopLimit = stopLimit;
    }

    /** @throws IllegalStateException while the last process runs */
    synchronized ServerProcess start(Supplier<ServerProcess> starter) {
        requireStopped();
        ServerProcess started = starter.get();
        process = started;
        return started;
    }

    synchronized void requireStopped() {
        if (isRunning()) {
            throw new IllegalStateException("Expected %s to be stopped, found it running.".formatted(what));
        }
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** SIGSTOP: it keeps its sockets and answers nothing. */
    synchronized void pause() {
        running().pause();
    }

    synchronized void resume() {
        running().resume();
    }

    /** SIGKILL. */
    synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** A clean stop, paused or not. */
    synchronized void stop() {
        if (process != null) {
            process.stop(CLEAN_STOP, stopLimit);
        }
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("Expected %s to be running, found it stopped.".formatted(what));
        }
        return process;
    }
}
