package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.transaction.EthTransaction;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One transaction on its way from promise to finality. */
final class Walk {

    private static final double NANOS_PER_MILLI = 1e6;

    private final String name;
    private final EthTransaction transaction;
    private final String expectedOutcome;
    private final Optional<InclusionPromise> promise;
    private final long sentNanos;
    private final long promisedNanos;
    private @Nullable TransactionView last;
    private long finalNanos;

    private Walk(
            String name,
            EthTransaction transaction,
            String expectedOutcome,
            Optional<InclusionPromise> promise,
            long sentNanos,
            long promisedNanos) {
        this.name = name;
        this.transaction = transaction;
        this.expectedOutcome = expectedOutcome;
        this.promise = promise;
        this.sentNanos = sentNanos;
        this.promisedNanos = promisedNanos;
    }

    /** Sent to {@code /rpc} and promised. */
    static Walk promised(
            String name, EthTransaction transaction, InclusionPromise promise, long sentNanos, long promisedNanos) {
        return new Walk(name, transaction, "SUCCEEDED", Optional.of(promise), sentNanos, promisedNanos);
    }

    /** Queued on L1, without a promise. */
    static Walk forced(String name, EthTransaction transaction, String expectedOutcome, long sentNanos) {
        return new Walk(name, transaction, expectedOutcome, Optional.empty(), sentNanos, sentNanos);
    }

    String name() {
        return name;
    }

    EthTransaction transaction() {
        return transaction;
    }

    Optional<InclusionPromise> promise() {
        return promise;
    }

    Optional<TransactionView> last() {
        return Optional.ofNullable(last);
    }

    boolean isFinal() {
        return last != null && last.isFinal();
    }

    double promiseMillis() {
        return (promisedNanos - sentNanos) / NANOS_PER_MILLI;
    }

    void observe(TransactionView view, long nowNanos) {
        boolean wasFinal = isFinal();
        last = view;
        if (!wasFinal && view.isFinal()) {
            finalNanos = nowNanos;
        }
    }

    void check(Problems problems) {
        TransactionView view = last;
        if (view == null) {
            problems.expect(false, name + ": expected a status, found that nobody knows it");
            return;
        }
        problems.expect(view.isFinal(), name + ": expected FINAL, found " + view.state());
        problems.expect(
                view.outcome().equals(expectedOutcome),
                name + ": expected " + expectedOutcome + ", found " + view.outcome() + " " + view.reason());
    }

    /**
     * promise → order → outcome → L1 → final, in one line.
     *
     * @param posted where the batch is on L1
     */
    String line(String posted) {
        TransactionView view = last;
        String start = promise.map(given -> "promised seq %s in %.1f ms".formatted(given.seq(), promiseMillis()))
                .orElse("queued on L1");
        if (view == null) {
            return "%-20s %s → unknown".formatted(name, start);
        }
        String end = view.isFinal()
                ? "FINAL after " + Duration.ofNanos(finalNanos - sentNanos).toSeconds() + " s"
                : view.state();
        return String.format(
                Locale.ROOT,
                "%-20s %s → batch %s position %s → %s%s → %s → %s",
                name,
                start,
                view.batch(),
                view.position(),
                view.outcome(),
                view.reason().isEmpty() ? "" : " (" + view.reason() + ")",
                posted,
                end);
    }
}
