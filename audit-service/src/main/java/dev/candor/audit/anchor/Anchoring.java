package dev.candor.audit.anchor;

import dev.candor.audit.rollup.AuditProperties;
import dev.candor.l1.transactions.L1Loop;
import dev.candor.leadership.Leadership;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;

/** Repeats the round of anchoring while this process leads; what fails is tried again, what is fatal stops it and says why. */
class Anchoring implements SmartLifecycle {
    /** After the lease. */
    static final int PHASE = 310;

    private final L1Loop loop;

    Anchoring(Anchorer anchorer, Leadership leadership, AuditProperties properties) {
        this.loop = new L1Loop("anchoring", leadership, properties.l1().pollInterval(), anchorer::round);
    }

    /** Why it has ended for good, if it has. */
    Optional<String> halted() {
        return loop.halted();
    }

    /** What keeps it waiting. */
    Optional<String> trouble() {
        return loop.trouble();
    }

    Duration troubleFor() {
        return loop.troubleFor();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
