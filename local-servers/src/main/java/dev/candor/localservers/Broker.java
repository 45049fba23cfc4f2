package dev.candor.localservers;

import org.jspecify.annotations.Nullable;

/** A running broker, wherever it runs. */
interface Broker {

    void stop();

    void kill();

    boolean isRunning();

    /** Its own process, or null when it runs in this JVM. */
    @Nullable
    ServerProcess process();
}
