package dev.candor.sequencer.settlement;

import dev.candor.l1.transactions.L1Loop;
import dev.candor.leadership.Leadership;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Repeats settlement's round while this process leads; what fails is tried again, what is fatal stops it and says why. */
@Component("settlementLoop")
class Settlement implements SmartLifecycle {
    /** With the orderer, after the lease. */
    static final int PHASE = 310;

    private final L1Loop loop;
    private final boolean isOrderer;

    Settlement(Settler settler, Leadership leadership, SequencerProperties properties) {
        this.loop = new L1Loop("settlement", leadership, properties.l1().pollInterval(), settler::round);
        this.isOrderer = properties.plays(Role.ORDERER);
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
        if (isOrderer) {
            loop.start();
        }
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
