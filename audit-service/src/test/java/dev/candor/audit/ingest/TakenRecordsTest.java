package dev.candor.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.log.Coverage;
import dev.candor.audit.log.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the log can say that it has everything which Kafka had at an instant. */
class TakenRecordsTest {
    private static final Coverage.Line PROMISES = new Coverage.Line(Topic.PROMISES, 0);
    private static final Coverage.Line ARRIVALS = new Coverage.Line(Topic.ARRIVALS, 0);

    private final TakenRecords taken = new TakenRecords();

    private static Source source(Coverage.Line line, long nextOffset) {
        return new Source(line, nextOffset, "topic", "id", 0, Optional.empty());
    }

    private void asked(long atMillis, Map<Coverage.Line, Long> ends) {
        taken.asked(new SourceWatch.Look(List.of(), ends, atMillis), Long.MAX_VALUE);
    }

    @Test
    void saysNothingUntilEveryEndIsReached() {
        asked(1_000, Map.of(PROMISES, 5L, ARRIVALS, 7L));

        taken.reached(Map.of(PROMISES, source(PROMISES, 5), ARRIVALS, source(ARRIVALS, 6)), 11);
        assertThat(taken.newest()).isEmpty();

        taken.reached(Map.of(PROMISES, source(PROMISES, 9), ARRIVALS, source(ARRIVALS, 7)), 16);
        assertThat(taken.newest()).contains(new KafkaTaken.Moment(1_000, 16));
    }

    @Test
    void keepsToTheEndsThatItAskedForWhileTheTopicGrows() {
        asked(1_000, Map.of(PROMISES, 5L));
        asked(2_000, Map.of(PROMISES, 50L));

        taken.reached(Map.of(PROMISES, source(PROMISES, 5)), 5);

        assertThat(taken.newest()).contains(new KafkaTaken.Moment(1_000, 5));
    }

    @Test
    void asksNothingOfATopicOfArrivalsBeyondItsSuccessor() {
        taken.asked(new SourceWatch.Look(List.of(), Map.of(ARRIVALS, 9L), 1_000), 7);

        taken.reached(Map.of(ARRIVALS, source(ARRIVALS, 7)), 7);

        assertThat(taken.newest()).isPresent();
    }

    @Test
    void forgetsWithTheStage() {
        asked(1_000, Map.of());
        taken.reached(Map.of(), 0);
        assertThat(taken.newest()).isPresent();

        taken.forget();

        assertThat(taken.newest()).isEmpty();
    }
}
