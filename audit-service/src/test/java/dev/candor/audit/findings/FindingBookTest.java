package dev.candor.audit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingBookTest {
    private final BookOnPostgres on = new BookOnPostgres();

    private static Finding finding(FindingKind kind, String subject) {
        return new Finding(
                kind,
                subject,
                new Words("this", "that", "look"),
                Evidence.of().text("what", subject).entry(7).build());
    }

    private static Decision raise(String subject) {
        return new Decision.Raise(finding(FindingKind.ANCHOR_STALE, subject));
    }

    private static Decision clear(String subject) {
        return new Decision.Clear(FindingKind.ANCHOR_STALE, subject, "it goes on");
    }

    @Test
    void tellsOfAFindingOnceHoweverOftenItIsSeen() {
        on.apply(raise("log"));
        on.apply(raise("log"));
        on.again();
        on.apply(raise("log"));

        assertThat(on.toldIds()).containsExactly("raised/anchor-stale.log/1");
        assertThat(on.rows.find("anchor-stale.log")).hasValueSatisfying(found -> {
            assertThat(found.seenCount()).isEqualTo(3);
            assertThat(found.state()).isEqualTo(FindingState.RAISED);
            assertThat(found.evidence()).contains("\"entries\":[\"7\"]").contains("candor-evidence/v1");
        });
    }

    @Test
    void countsWhatComesBackAsANewEpisode() {
        on.apply(raise("log"));
        on.nowMillis.addAndGet(1_000);
        on.apply(clear("log"));
        on.apply(clear("log"));
        on.nowMillis.addAndGet(1_000);
        on.apply(raise("log"));

        assertThat(on.toldIds())
                .containsExactly(
                        "raised/anchor-stale.log/1", "cleared/anchor-stale.log/1", "raised/anchor-stale.log/2");
        assertThat(on.rows.find("anchor-stale.log")).hasValueSatisfying(found -> {
            assertThat(found.episode()).isEqualTo(2);
            assertThat(found.clearedAtMillis()).isEmpty();
            assertThat(found.raisedAtMillis()).isEqualTo(on.nowMillis.get());
        });
    }

    @Test
    void clearsNothingThatWasNotRaised() {
        on.apply(clear("log"));

        assertThat(on.told).isEmpty();
    }

    @Test
    void keepsNothingOfATransactionThatIsRolledBack() {
        on.transactions.executeWithoutResult(status -> {
            on.book.apply(List.of(raise("log")));
            status.setRollbackOnly();
        });

        assertThat(on.rows.find("anchor-stale.log")).isEmpty();
    }

    @Test
    void collapsesAStormIntoOneFindingAndCountsIt() {
        Decision[] storm = IntStream.range(0, FindingBook.MAX_OPEN_PER_KIND + 10)
                .mapToObj(number -> raise("s" + number))
                .toArray(Decision[]::new);

        on.apply(storm);

        assertThat(on.told).hasSize(FindingBook.MAX_OPEN_PER_KIND + 1);
        assertThat(on.rows.find("anchor-stale.more"))
                .hasValueSatisfying(found -> assertThat(found.seenCount()).isEqualTo(10));
    }

    @Test
    void endsTheStormWithItsLastFinding() {
        collapsesAStormIntoOneFindingAndCountsIt();
        on.rows.openSubjects(FindingKind.ANCHOR_STALE).stream()
                .filter(subject -> !subject.equals(FindingBook.COLLAPSED))
                .forEach(subject -> on.apply(clear(subject)));

        assertThat(on.rows.openCount(FindingKind.ANCHOR_STALE)).isZero();
    }

    @Test
    void pagesByStateAndKind() {
        on.apply(raise("a"), raise("b"), new Decision.Raise(finding(FindingKind.LOG_STOPPED, "publish")));
        on.apply(clear("a"));

        assertThat(on.rows.page(Optional.of(FindingState.RAISED), Optional.empty(), Long.MAX_VALUE, 10))
                .extracting(StoredFinding::subject)
                .containsExactly("publish", "b");
        assertThat(on.rows.page(Optional.empty(), Optional.of(FindingKind.ANCHOR_STALE), Long.MAX_VALUE, 1))
                .extracting(StoredFinding::subject)
                .containsExactly("b");
    }

    @Test
    void leavesOutEvidenceThatIsTooLongToTell() {
        Finding large = new Finding(
                FindingKind.ANCHOR_STALE,
                "log",
                new Words("this", "that", "look"),
                Evidence.of()
                        .text("large", "x".repeat(FindingBook.MAX_EVIDENCE_BYTES))
                        .entry(7)
                        .build());

        on.apply(new Decision.Raise(large));

        assertThat(on.rows.find("anchor-stale.log"))
                .hasValueSatisfying(found ->
                        assertThat(found.evidence()).hasSizeLessThan(1_000).contains("\"entries\":[\"7\"]"));
    }
}
