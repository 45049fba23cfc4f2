package dev.candor.sequencer.arrivals;

import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shown as {@code arrivals}: DOWN while nothing can be promised, or when the line needs a person. */
@Component("arrivals")
class ArrivalsHealth implements HealthIndicator {
    private final Appender appender;
    private final ArrivalTail tail;
    private final LineKeeper keeper;
    private final Line line;
    private final SequencerProperties sequencer;

    ArrivalsHealth(Appender appender, ArrivalTail tail, LineKeeper keeper, Line line, SequencerProperties sequencer) {
        this.appender = appender;
        this.tail = tail;
        this.keeper = keeper;
        this.line = line;
        this.sequencer = sequencer;
    }

    @Override
    public Health health() {
        boolean intakeWell = !sequencer.plays(Role.INTAKE) || appender.accepting();
        boolean well = intakeWell && keeper.broken().isEmpty() && !tail.subscriberFailed() && line.databaseAnswers();
        Health.Builder health = well ? Health.up() : Health.down();
        health.withDetail("intake", appender.state());
        health.withDetail("end", tail.end().toString());
        line.inUse().ifPresent(segment -> health.withDetail("topic", segment.topic()));
        if (!keeper.broken().isEmpty()) {
            health.withDetail("broken", keeper.broken());
        }
        if (tail.subscriberFailed()) {
            health.withDetail("feed", "a subscriber failed: restart this process");
        }
        return health.build();
    }
}
