package dev.candor.audit.entries;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs every follower; the index first, the others up to where it is. */
@Component
class EntryFollowing implements SmartLifecycle {
    /** After what writes the log, before the web server. */
    static final int PHASE = 400;

    private final List<FollowLoop> loops = new ArrayList<>();
    private volatile boolean running;

    EntryFollowing(
            EntryIndex index,
            List<EntryFollower> followers,
            EntryReader reader,
            EntryPositions positions,
            PlatformTransactionManager transactionManager,
            MeterRegistry meters) {
        TransactionTemplate transactions = new TransactionTemplate(transactionManager);
        LongSupplier indexed = () -> positions.next(EntryIndex.NAME);
        requireNamesOfTheirOwn(followers);
        for (EntryFollower follower : followers) {
            LongSupplier end = follower == index ? reader::size : indexed;
            FollowLoop loop = new FollowLoop(follower, end, reader, positions, transactions);
            loops.add(loop);
            Gauge.builder("candor.audit.entries.behind", loop, it -> Math.max(0, reader.size() - it.next()))
                    .description("Entries of the log that a follower has not applied yet")
                    .tag("follower", follower.name())
                    .register(meters);
        }
    }

    private static void requireNamesOfTheirOwn(List<EntryFollower> followers) {
        long names = followers.stream().map(EntryFollower::name).distinct().count();
        if (names != followers.size()) {
            throw new IllegalStateException("Expected a name of its own for each follower, found %s."
                    .formatted(followers.stream().map(EntryFollower::name).toList()));
        }
    }

    List<FollowLoop> loops() {
        return List.copyOf(loops);
    }

    @Override
    public void start() {
        loops.forEach(FollowLoop::start);
        running = true;
    }

    @Override
    public void stop() {
        loops.forEach(FollowLoop::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
