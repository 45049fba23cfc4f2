package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.rules.Coverage;
import dev.candor.audit.findings.rules.ForcedRule;
import dev.candor.audit.findings.rules.LateRule;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.l1.L1Header;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.l1.rollup.QueuedForced;
import dev.candor.protocol.types.Seq;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks at what time alone makes a fault: promises and forced entries that no post covers, and what stands still. */
@Component
class StandingWatch {
    private static final String POSTS_BLOCK = "posts.block";
    private static final String COVERED = "posts.covered";
    private static final String FORCED_THROUGH = "posts.forced.through";
    private static final String FORCED_DUE_INDEX = "forced.due.index";
    private static final String FORCED_DUE_SINCE = "forced.due.since";
    private static final int EMPTY_ARRIVALS_PASSED_OVER = 64;
    /** When L1's final head is older, L1 is not being followed, and nothing is said about what it may have. */
    private static final long MAX_FINALITY_LAG_SECONDS = 1_800;

    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final PostedFacts posted;
    private final FinalFacts facts;
    private final EntryLookups lookups;
    private final Deadlines deadlines;
    private final Judges judges;
    private final WorkRows rows;
    private final List<Standstills> standstills;
    private final FindingBook book;
    private final Clock clock;
    private long lookedAtMillis;

    StandingWatch(
            PostedFacts posted,
            FinalFacts facts,
            EntryLookups lookups,
            Deadlines deadlines,
            Judges judges,
            WorkRows rows,
            List<Standstills> standstills,
            FindingBook book,
            Clock clock) {
        this.posted = posted;
        this.facts = facts;
        this.lookups = lookups;
        this.deadlines = deadlines;
        this.judges = judges;
        this.rows = rows;
        this.standstills = List.copyOf(standstills);
        this.book = book;
        this.clock = clock;
    }

    /** What is to be raised or cleared now; nothing more often than once a second. */
    List<Decision> look() {
        long now = clock.millis();
        if (now - lookedAtMillis < LOOK_EVERY_MILLIS) {
            return List.of();
        }
        lookedAtMillis = now;
        book.refreshMetrics();
        List<Decision> decisions = new ArrayList<>();
        standstills.forEach(watched -> decisions.addAll(watched.look(now)));
        judges.find().filter(known -> knowsEveryPost()).ifPresent(known -> {
            decisions.addAll(promises(known, now));
            decisions.addAll(forced(known));
        });
        return decisions;
    }

    /** Whether all posts up to L1's final head are read and counted: before, a promise may be kept without our knowing. */
    private boolean knowsEveryPost() {
        long finalized = posted.heads().finalized();
        boolean read = facts.head().filter(head -> head.number() <= finalized).isPresent();
        return read
                && posted.postsFrom(rows.cursor(POSTS_BLOCK), 1).stream()
                        .noneMatch(post -> post.place().blockNumber() <= finalized);
    }

    /** Posts that became final since the last look become work. */
    void findPosts() {
        long finalized = posted.heads().finalized();
        List<PostedBatch> found = posted.postsFrom(rows.cursor(POSTS_BLOCK), PostedFacts.MAX_PAGE).stream()
                .filter(post -> post.place().blockNumber() <= finalized)
                .toList();
        for (PostedBatch post : found) {
            rows.add(Work.Task.POST, post.generation().value(), post.number().value());
            rows.moveCursor(COVERED, post.coveredCount());
            rows.moveCursor(FORCED_THROUGH, post.forcedThrough());
        }
        boolean whole = found.size() < PostedFacts.MAX_PAGE;
        if (!found.isEmpty()) {
            long last = found.getLast().place().blockNumber();
            rows.moveCursor(POSTS_BLOCK, whole ? last + 1 : last);
        }
    }

    private List<Decision> promises(Judges.Known known, long nowMillis) {
        long covered = rows.cursor(COVERED);
        List<Decision> decisions = new ArrayList<>();
        long newest = newestCovered(covered);
        for (String subject : book.openSubjects(FindingKind.PROMISE_DUE_SOON)) {
            if (Long.parseUnsignedLong(subject) < newest) {
                decisions.add(new Decision.Clear(FindingKind.PROMISE_DUE_SOON, subject, "a batch on L1 covers it"));
            }
        }
        firstPromise(covered)
                .filter(promise -> !deadlines.isRolledBack(promise.seq()))
                .ifPresent(promise -> {
                    decisions.addAll(judged(promise, covered, deadlines.nowSeconds(), known).stream()
                            .filter(decision -> isOf(decision, FindingKind.PROMISE_LATE))
                            .toList());
                    boolean current = nowMillis / MILLIS_PER_SECOND - deadlines.nowSeconds() < MAX_FINALITY_LAG_SECONDS;
                    if (current && promise.seq().value() >= newest) {
                        decisions.addAll(judged(promise, newest, nowMillis / MILLIS_PER_SECOND, known).stream()
                                .filter(decision -> isOf(decision, FindingKind.PROMISE_DUE_SOON))
                                .toList());
                    }
                });
        return decisions;
    }

    /** Counting blocks too that are not final yet. */
    private long newestCovered(long covered) {
        return posted.postsFrom(posted.heads().finalized() + 1, PostedFacts.MAX_PAGE).stream()
                .mapToLong(PostedBatch::coveredCount)
                .reduce(covered, Math::max);
    }

    private Optional<SeenPromise> firstPromise(long from) {
        for (long seq = from; seq < from + EMPTY_ARRIVALS_PASSED_OVER; seq++) {
            Optional<SeenPromise> promise = deadlines.promise(new Seq(seq));
            if (promise.isPresent() || lookups.arrival(new Seq(seq)).isEmpty()) {
                return promise;
            }
        }
        return Optional.empty();
    }

    private List<Decision> judged(SeenPromise promise, long covered, long nowSeconds, Judges.Known known) {
        L1Header head = facts.head().orElseThrow();
        long deadline = LateRule.deadline(
                promise.promise().object(), facts.policyAt(head.number()).inclusionDelaySeconds(), 0);
        Coverage coverage = new Coverage(List.of(new Coverage.Point(0, covered, 0)), nowSeconds);
        return known.late().judge(promise, deadline, coverage);
    }

    private static boolean isOf(Decision decision, FindingKind kind) {
        return decision instanceof Decision.Raise raise && raise.finding().kind() == kind;
    }

    /** The next entry of the inbox that no post took: overdue when the inclusion delay has passed since it became due. */
    private List<Decision> forced(Judges.Known known) {
        L1Header head = facts.head().orElseThrow();
        long through = rows.cursor(FORCED_THROUGH);
        if (facts.forcedDueThrough(head.number()) <= through) {
            return List.of();
        }
        long dueIndex = rows.cursor(FORCED_DUE_INDEX) - 1;
        if (dueIndex != through) {
            rows.moveCursor(FORCED_DUE_INDEX, through + 1);
            rows.moveCursor(FORCED_DUE_SINCE, head.timestampSeconds());
            return List.of();
        }
        long deadline =
                rows.cursor(FORCED_DUE_SINCE) + facts.policyAt(head.number()).inclusionDelaySeconds();
        List<QueuedForced> next = facts.forced(through, through + 1);
        Coverage coverage =
                new Coverage(List.of(new Coverage.Point(0, rows.cursor(COVERED), through)), head.timestampSeconds());
        return next.stream()
                .map(entry -> new ForcedRule.Queued(
                        entry.index(),
                        entry.gasLimit(),
                        entry.rawTx(),
                        entry.queued().transactionHash().toHex(),
                        deadline))
                .flatMap(entry -> known.forced().overdue(entry, coverage).stream())
                .toList();
    }
}
