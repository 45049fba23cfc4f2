package dev.candor.dispute.casefile;

import dev.candor.dispute.calls.CourtCalls;
import dev.candor.dispute.calls.DirectCall;
import dev.candor.dispute.casefile.CaseV1.NextV1;
import dev.candor.dispute.casefile.CaseV1.Status;
import dev.candor.dispute.courtlog.CourtEvent;
import dev.candor.dispute.filing.Filing;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case, and what follows from it. Immutable.
 *
 * @param events about the case and about its filings' commitments, in the order of L1
 */
record Casefile(String id, List<Filing> filings, List<CourtEvent> events) {
    private static final String ANYBODY = "anybody; this service does it";

    CaseV1 view(CourtCalls calls) {
        return new CaseV1(
                id,
                status(),
                kind(),
                accused(),
                batch(),
                filings.stream().map(Casefile::view).toList(),
                events.stream().map(Casefile::view).toList(),
                money(),
                next(calls));
    }

    CaseV1.LineV1 line() {
        return new CaseV1.LineV1(id, status(), kind(), accused());
    }

    Status status() {
        if (has(CourtEvent.DISPUTE_FILED)) {
            return has(CourtEvent.DISPUTE_CLOSED) ? Status.CLOSED : Status.VOTED_ON;
        }
        if (has(CourtEvent.BOND_SLASHED)) {
            return Status.SLASHED;
        }
        if (has(CourtEvent.SLASH_CANCELLED)) {
            return Status.SLASH_CANCELLED;
        }
        if (has(CourtEvent.SLASH_QUEUED)) {
            return Status.SLASH_QUEUED;
        }
        if (has(CourtEvent.PENALTY_UNCOLLECTABLE)) {
            return Status.UNCOLLECTABLE;
        }
        if (has(CourtEvent.FAULT_PROVEN)) {
            return Status.PROVEN;
        }
        return has(CourtEvent.PROOF_COMMITTED) ? Status.COMMITTED : Status.FILED;
    }

    private @Nullable Integer kind() {
        return newest(CourtEvent.FAULT_PROVEN)
                .map(event -> Integer.valueOf(event.member("kind")))
                .or(() -> filings.stream().map(Filing::kind).findFirst())
                .orElse(null);
    }

    private @Nullable String accused() {
        return newest(CourtEvent.FAULT_PROVEN)
                .map(event -> event.member("accused"))
                .or(() ->
                        filings.stream().map(filing -> filing.accused().toHex()).findFirst())
                .orElse(null);
    }

    private CaseV1.@Nullable BatchV1 batch() {
        return newest(CourtEvent.FAULT_PROVEN)
                .map(event -> new CaseV1.BatchV1(event.member("generation"), event.member("number")))
                .or(() -> filings.stream()
                        .map(filing ->
                                new CaseV1.BatchV1(Long.toString(filing.generation()), Long.toString(filing.number())))
                        .findFirst())
                .filter(batch -> !batch.number().equals("0"))
                .orElse(null);
    }

    private CaseV1.@Nullable MoneyV1 money() {
        Optional<CourtEvent> executed = newest(CourtEvent.BOND_SLASHED);
        Function<String, @Nullable String> share =
                member -> executed.map(event -> event.member(member)).orElse(null);
        return newest(CourtEvent.SLASH_QUEUED)
                .map(queued -> new CaseV1.MoneyV1(
                        queued.member("amount"),
                        queued.member("executableAt"),
                        share.apply("burned"),
                        share.apply("toProver"),
                        share.apply("toRedress")))
                .orElse(null);
    }

    private NextV1 next(CourtCalls calls) {
        return switch (status()) {
            case FILED -> next("commit to the proof, prove it in a later block", null, proof(calls));
            case COMMITTED -> next("prove it", null, proof(calls));
            case SLASH_QUEUED ->
                next(
                        "execute the slash",
                        memberOf(CourtEvent.SLASH_QUEUED, "executableAt"),
                        List.of(calls.executeSlash(hash())));
            case VOTED_ON ->
                next(
                        "close the dispute",
                        memberOf(CourtEvent.DISPUTE_FILED, "revealUntil"),
                        List.of(calls.close(hash())));
            case PROVEN, SLASHED, SLASH_CANCELLED, UNCOLLECTABLE, CLOSED ->
                new NextV1("nothing", "nobody", null, List.of());
        };
    }

    private static NextV1 next(String what, @Nullable String notBefore, List<DirectCall> calls) {
        return new NextV1(what, ANYBODY, notBefore, calls);
    }

    private List<DirectCall> proof(CourtCalls calls) {
        Filing filing = filings.getFirst();
        return List.of(
                calls.commitProof(filing.commitment()), calls.prove(filing.kind(), filing.prover(), filing.evidence()));
    }

    private Hash32 hash() {
        return Hash32.fromHex(id);
    }

    private boolean has(String name) {
        return newest(name).isPresent();
    }

    private Optional<CourtEvent> newest(String name) {
        return events.reversed().stream()
                .filter(event -> event.name().equals(name))
                .findFirst();
    }

    private @Nullable String memberOf(String name, String member) {
        return newest(name).map(event -> event.member(member)).orElse(null);
    }

    private static CaseV1.FilingV1 view(Filing filing) {
        return new CaseV1.FilingV1(
                filing.evidenceHash().toHex(),
                filing.evidence().toHex(),
                filing.prover().toHex(),
                filing.commitment().toHex(),
                Long.toString(filing.filedAtMillis()),
                filing.obstacle().orElse(null));
    }

    private static CaseV1.EventV1 view(CourtEvent event) {
        return new CaseV1.EventV1(
                event.name(),
                Long.toString(event.blockNumber()),
                event.blockHash().toHex(),
                event.transactionHash().toHex(),
                event.members());
    }
}
