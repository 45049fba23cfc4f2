package dev.candor.dispute.driver;

import dev.candor.dispute.calls.CourtCalls;
import dev.candor.dispute.calls.DirectCall;
import dev.candor.dispute.courtlog.CourtEvent;
import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.dispute.driver.CourtCall.Purpose;
import dev.candor.dispute.filing.Filing;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1Desk.Preflight;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;

/** Which call brings a case forward now, asked of L1 before anything is sent. */
class CourtPlanning {
    /** Of estimated gas, in quarters: what is written for the first time by then costs more. */
    private static final long GAS_MARGIN_QUARTERS = 5;

    private final CourtCalls calls;
    private final CourtEvents events;
    private final L1Desk desk;
    private final Address account;
    private final long maxGas;

    CourtPlanning(CourtCalls calls, CourtEvents events, L1Desk desk, Address account, long maxGas) {
        this.calls = calls;
        this.events = events;
        this.desk = desk;
        this.account = account;
        this.maxGas = maxGas;
    }

    /** What to do about a case now. */
    sealed interface Plan {
        record Send(CourtCall call) implements Plan {}

        /** Nothing now: what it waits for comes by itself. */
        record Wait() implements Plan {}

        /** @param why L1 would not take it, or it takes too much gas */
        record Obstacle(String why) implements Plan {}
    }

    Plan prove(Filing filing) {
        boolean committed =
                events.newest(CourtEvent.PROOF_COMMITTED, filing.commitment()).isPresent();
        return committed ? proveCommitted(filing) : commit(filing);
    }

    private Plan proveCommitted(Filing filing) {
        DirectCall call = calls.prove(filing.kind(), filing.prover(), filing.evidence());
        return switch (preflight(call)) {
            case Preflight.Passes(long gas) -> send(Purpose.PROVE, filing.evidenceHash(), call, gas);
            case Preflight.Reverts refusal -> {
                if (refusal.is("ProofRevealedTooEarly") || refusal.is("FaultAlreadyProven")) {
                    yield new Plan.Wait();
                }
                boolean isGone = refusal.is("ProofCommitmentExpired") || refusal.is("ProofNotCommitted");
                yield isGone ? commit(filing) : new Plan.Obstacle(refusal.toString());
            }
        };
    }

    private Plan commit(Filing filing) {
        DirectCall call = calls.commitProof(filing.commitment());
        return switch (preflight(call)) {
            case Preflight.Passes(long gas) -> send(Purpose.COMMIT, filing.evidenceHash(), call, gas);
            case Preflight.Reverts refusal ->
                refusal.is("ProofAlreadyCommitted") ? new Plan.Wait() : new Plan.Obstacle(refusal.toString());
        };
    }

    Plan executeSlash(Hash32 faultId) {
        return resolve(Purpose.EXECUTE_SLASH, faultId, calls.executeSlash(faultId));
    }

    Plan close(Hash32 disputeId) {
        return resolve(Purpose.CLOSE, disputeId, calls.close(disputeId));
    }

    private Plan resolve(Purpose purpose, Hash32 subject, DirectCall call) {
        return switch (preflight(call)) {
            case Preflight.Passes(long gas) -> send(purpose, subject, call, gas);
            case Preflight.Reverts refusal -> new Plan.Obstacle(refusal.toString());
        };
    }

    /** The same call while it would pass; else none, and the case is planned anew. */
    CourtCall refresh(CourtCall call) {
        if (call.isNothing()) {
            return call;
        }
        return switch (desk.preflight(account, call.contract(), call.data())) {
            case Preflight.Passes passes -> call;
            case Preflight.Reverts refusal -> refusal.is("ProofRevealedTooEarly") ? call : CourtCall.NOTHING;
        };
    }

    private Preflight preflight(DirectCall call) {
        return desk.preflight(account, Address.fromHex(call.to()), call.data());
    }

    private Plan send(Purpose purpose, Hash32 subject, DirectCall call, long gas) {
        long limit = gas * GAS_MARGIN_QUARTERS / 4;
        if (limit > maxGas) {
            return new Plan.Obstacle(
                    "Expected %s to take at most %d gas, found %d: raise candor.driver.max-gas if that is right."
                            .formatted(call.function(), maxGas, limit));
        }
        return new Plan.Send(new CourtCall(purpose, subject, Address.fromHex(call.to()), call.data(), limit));
    }
}
