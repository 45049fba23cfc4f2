package dev.candor.dispute.filing;

import dev.candor.dispute.calls.CourtCalls;
import dev.candor.dispute.calls.DirectCall;
import dev.candor.dispute.courtlog.CourtEvent;
import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.dispute.filing.EvidenceCheck.Worth;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Decides what to answer to evidence, and keeps what is a fault. The same evidence has the same answer, however often it comes. */
@Component
class FilingDesk {
    /** Faults that wait for their proof; what comes above it is refused for a while. */
    static final int MAX_WAITING = 1_000;

    /** Pieces of evidence that are kept of one fault: one proves it, others only help when L1 does not take the first. */
    static final int MAX_PER_FAULT = 4;

    private static final String ALREADY_PROVEN = "This fault is recorded on L1; see the case.";

    private final EvidenceCheck check;
    private final Filings filings;
    private final CourtEvents events;
    private final CourtCalls calls;
    private final DigestSigner courtAccount;
    private final TransactionOperations transactions;
    private final Clock clock;

    FilingDesk(
            EvidenceCheck check,
            Filings filings,
            CourtEvents events,
            CourtCalls calls,
            DigestSigner courtAccount,
            TransactionOperations transactions,
            Clock clock) {
        this.check = check;
        this.filings = filings;
        this.events = events;
        this.calls = calls;
        this.courtAccount = courtAccount;
        this.transactions = transactions;
        this.clock = clock;
    }

    FilingAnswer file(int kind, Bytes evidence, Optional<Address> givenProver) {
        Hash32 evidenceHash = Keccak256.hash(evidence.toArray());
        Optional<Filing> known = filings.find(kind, evidenceHash);
        if (known.isPresent()) {
            return answer(known.get());
        }
        Address prover = givenProver.orElse(courtAccount.address());
        return switch (check.of(kind, evidence, prover)) {
            case Worth.Proof(ProvenFault fault) -> prove(fault, kind, evidence, evidenceHash, prover);
            case Worth.NotAFault(String because) ->
                refusal(FilingAnswer.Outcome.NOT_A_FAULT, "Not a fault: " + because + ".", evidenceHash, null);
            case Worth.NoRule() ->
                refusal(
                        FilingAnswer.Outcome.NOT_A_FAULT,
                        "Not a fault: L1 has no rule for kind %d, see /v1/faults.".formatted(kind),
                        evidenceHash,
                        null);
            case Worth.NeedsBond(var bondWei) ->
                refusal(
                        FilingAnswer.Outcome.NEEDS_BOND,
                        "The witnesses decide this by vote. Whoever asks them puts down a bond: call DisputeCourt.challenge with the batch, this evidence hash and the bond.",
                        evidenceHash,
                        bondWei.toString());
        };
    }

    private FilingAnswer prove(ProvenFault fault, int kind, Bytes evidence, Hash32 evidenceHash, Address prover) {
        if (isProven(fault.faultId())) {
            return new FilingAnswer(
                    FilingAnswer.Outcome.ALREADY_PROVEN,
                    ALREADY_PROVEN,
                    fault.faultId().toHex(),
                    evidenceHash.toHex(),
                    null,
                    null,
                    List.of());
        }
        List<Filing> others = filings.of(fault.faultId());
        return others.size() < MAX_PER_FAULT
                ? keep(fault, kind, evidence, evidenceHash, prover)
                : answer(others.getFirst());
    }

    private boolean isProven(Hash32 faultId) {
        return events.newest(CourtEvent.FAULT_PROVEN, faultId).isPresent();
    }

    private FilingAnswer keep(ProvenFault fault, int kind, Bytes evidence, Hash32 evidenceHash, Address prover) {
        if (filings.waiting() >= MAX_WAITING) {
            throw ProblemException.of(
                    ProblemKind.BUSY,
                    "Expected at most %d faults to wait for L1, found as many: try again, or prove it on L1 yourself."
                            .formatted(MAX_WAITING));
        }
        Filing filing = new Filing(
                kind,
                evidenceHash,
                evidence,
                prover,
                CourtCalls.commitment(prover, kind, evidenceHash),
                fault.faultId(),
                fault.accused(),
                fault.generation(),
                fault.number(),
                clock.millis(),
                Optional.empty());
        transactions.executeWithoutResult(status -> {
            events.open(filing.faultId());
            filings.add(filing);
        });
        return answer(filings.find(kind, evidenceHash).orElseThrow());
    }

    private FilingAnswer answer(Filing filing) {
        boolean proven = isProven(filing.faultId());
        return new FilingAnswer(
                proven ? FilingAnswer.Outcome.ALREADY_PROVEN : FilingAnswer.Outcome.ACCEPTED,
                proven
                        ? ALREADY_PROVEN
                        : "The checker accepts it. It is committed to on L1, then proven; anybody can do the same.",
                filing.faultId().toHex(),
                filing.evidenceHash().toHex(),
                filing.prover().toHex(),
                null,
                proven ? List.of() : calls(filing));
    }

    /** What proves a filing on L1. */
    private List<DirectCall> calls(Filing filing) {
        return List.of(
                calls.commitProof(filing.commitment()), calls.prove(filing.kind(), filing.prover(), filing.evidence()));
    }

    private static FilingAnswer refusal(
            FilingAnswer.Outcome outcome, String because, Hash32 evidenceHash, @Nullable String bondWei) {
        return new FilingAnswer(outcome, because, null, evidenceHash.toHex(), null, bondWei, List.of());
    }
}
