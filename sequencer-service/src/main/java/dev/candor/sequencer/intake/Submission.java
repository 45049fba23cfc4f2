package dev.candor.sequencer.intake;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.PromiseOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A transaction on its way through admission.
 *
 * @param stage how far it has come
 */
record Submission(Bytes raw, Stage stage) {

    sealed interface Stage {}

    /** It decodes and passes the rules of the door. */
    record Passed(EthTransaction transaction, List<Address> authorities) implements Stage {}

    /** Its promise is under way; {@code fresh} when this submission made it an arrival. */
    record Promising(Hash32 hash, CompletableFuture<PromiseOutcome> promise, boolean fresh) implements Stage {}

    /** Another replica's arrival with the same bytes: its promise is in the database, or will be in a moment. */
    record PromisedElsewhere(Hash32 hash) implements Stage {}

    record Stopped(Hash32 hash, Refusal refusal) implements Stage {}

    static Submission stopped(Bytes raw, Refusal refusal) {
        return new Submission(raw, new Stopped(Keccak256.hash(raw), refusal));
    }

    Submission now(Stage next) {
        return new Submission(raw, next);
    }

    Optional<Passed> undecided() {
        return stage instanceof Passed passed ? Optional.of(passed) : Optional.empty();
    }
}
