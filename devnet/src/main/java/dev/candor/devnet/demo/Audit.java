package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks finished walks with nothing but the order key: signatures of batches, proofs from promise to outcome. */
final class Audit {

    private final SequencerClient sequencer;
    private final Signatures signatures;
    private final L1Record l1;
    private final Problems problems;
    private final Map<String, SignedBatch> batches = new HashMap<>();
    private final Map<String, Optional<L1Record.Posting>> postings = new HashMap<>();

    Audit(SequencerClient sequencer, Signatures signatures, L1Record l1, Problems problems) {
        this.sequencer = sequencer;
        this.signatures = signatures;
        this.l1 = l1;
        this.problems = problems;
    }

    /** Batches that were fetched and verified. */
    int batchCount() {
        return batches.size();
    }

    /** The batch, its two signatures verified when it is first asked for. */
    SignedBatch batch(String number) {
        return batches.computeIfAbsent(number, this::verified);
    }

    /** Where L1 has the batch, in words. */
    String posted(String number) {
        return posting(number).map(posting -> "L1 block " + posting.block()).orElse("not on L1");
    }

    /** A transaction that has an outcome. */
    void check(Walk walk, TransactionView view) {
        SignedBatch batch = batch(view.batch());
        walk.promise().ifPresent(promise -> checkPromise(walk, view, promise, batch));
        OrderLeaf.Kind kind = walk.promise().isPresent() ? OrderLeaf.Kind.ARRIVAL : OrderLeaf.Kind.FORCED;
        problems.expect(
                Proofs.ordered(view.proofs(), walk.transaction(), kind, view.position(), batch.header()),
                walk.name() + ": the order proof does not lead to the header of batch " + view.batch());
        problems.expect(
                Proofs.executed(
                        view.proofs(),
                        walk.transaction(),
                        view.position(),
                        Outcome.valueOf(view.outcome()),
                        view.gasUsed(),
                        batch.header(),
                        batch.statement()),
                walk.name() + ": the outcome proof does not lead to the statement of batch " + view.batch());
    }

    private void checkPromise(Walk walk, TransactionView view, InclusionPromise promise, SignedBatch batch) {
        problems.expect(
                Proofs.keepsPromise(view.proofs(), promise, batch.header()),
                walk.name() + ": the cut of batch " + view.batch() + " does not show what was promised");
        problems.expect(
                posting(view.batch())
                        .map(posting -> posting.atSeconds() <= promise.includeBy())
                        .orElse(false),
                walk.name() + ": batch " + view.batch() + " was not on L1 by " + promise.includeBy());
    }

    private Optional<L1Record.Posting> posting(String number) {
        return postings.computeIfAbsent(number, this::read);
    }

    private Optional<L1Record.Posting> read(String number) {
        SignedBatch batch = batch(number);
        Optional<L1Record.Posting> found = l1.posting(batch.header().digest(signatures.domain()));
        found.ifPresent(posting -> problems.expect(
                posting.executionHash().equals(batch.statement().digest(signatures.domain())),
                "batch " + number + ": L1 has another statement"));
        return found;
    }

    private SignedBatch verified(String number) {
        SignedBatch batch = SignedBatch.of(sequencer.batch(number));
        problems.expect(
                signatures.verify(batch.header(), batch.headerSignature()),
                "batch " + number + ": the header is not signed by the order key");
        problems.expect(
                signatures.verify(batch.statement(), batch.statementSignature()),
                "batch " + number + ": the statement is not signed by the order key");
        problems.expect(
                batch.statement().batchHash().equals(batch.header().digest(signatures.domain())),
                "batch " + number + ": the statement is about another batch");
        return batch;
    }
}
