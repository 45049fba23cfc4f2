package dev.candor.devnet;

import java.util.Locale;
import java.util.function.Consumer;

/** Says what has been reached, and after how many seconds. */
final class Milestones {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Consumer<String> progress;
    private final long startedNanos = System.nanoTime();

    Milestones(Consumer<String> progress) {
        this.progress = progress;
    }

    void reached(String what) {
        double seconds = (System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
        progress.accept(String.format(Locale.ROOT, "%5.1f s  %s", seconds, what));
    }
}
