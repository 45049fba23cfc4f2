package dev.candor.witness.judge;

import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.batches.BatchFromL1;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.CannotRebuildException;
import dev.candor.l1.batches.Difference;
import dev.candor.l1.batches.Differences;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.protocol.beacon.BeaconKey;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.BeaconVerifier;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.reexecute.ClientUnavailableException;
import dev.candor.witness.reexecute.Reexecuted;
import dev.candor.witness.reexecute.Reexecutor;
import java.util.List;
import java.util.Optional;

/**
 * Judges one batch by spec/protocol.md section 7, "Valid". Its parent is judged. Writes nothing. Before a batch is INVALID for what
 * execution gives, it is executed a second time, anew from the parent: a client that does not repeat itself is no ground to stand on.
 */
final class Judge {
    private final BatchesFromL1 batches;
    private final FinalFacts facts;
    private final JudgedBatches judged;
    private final Reexecutor client;
    private final CandorDomain domain;

    Judge(BatchesFromL1 batches, FinalFacts facts, JudgedBatches judged, Reexecutor client, CandorDomain domain) {
        this.batches = batches;
        this.facts = facts;
        this.judged = judged;
        this.client = client;
        this.domain = domain;
    }

    Judgement judge(PostedBatch post) {
        try {
            return switch (parent(post.number())) {
                case ParentBlock.Block(Hash32 hash) -> judge(batches.make(post), hash);
                case ParentBlock.None none ->
                    Judgement.Judged.doesNotRebuild(new Difference(
                            Difference.Part.PARENT,
                            "a parent that rebuilds",
                            "batch " + post.number().previous() + ", which does not"));
                case ParentBlock.NotJudged notJudged ->
                    new Judgement.NotNow("Expected the parent of batch %s to be judged first, found that it is not."
                            .formatted(post.number()));
            };
        } catch (CannotRebuildException e) {
            return switch (e.why()) {
                case CannotRebuildException.Why.Impossible(Difference difference) ->
                    Judgement.Judged.doesNotRebuild(difference);
                case CannotRebuildException.Why.NotYet(String reason) -> new Judgement.NotNow(reason);
                case CannotRebuildException.Why.Lacking(Difference lack) -> new Judgement.NotNow(lack.toString());
            };
        } catch (L1UnavailableException | ClientUnavailableException e) {
            return new Judgement.NotNow(String.valueOf(e.getMessage()));
        }
    }

    private ParentBlock parent(BatchNumber number) {
        return number.equals(BatchNumber.FIRST)
                ? new ParentBlock.Block(facts.rollup().genesisHash())
                : judged.parentBlock(number.previous());
    }

    private Judgement judge(BatchFromL1 batch, Hash32 parentBlock) {
        BatchHeader header = batch.header();
        if (header.beaconKind() == BeaconKind.QUORUM.code()) {
            return new Judgement.NotNow(
                    "Expected a beacon of kind 0 or 1, found 2: this version knows no quorum's key. Update this witness.");
        }
        Differences differences = new Differences();
        batch.differences().forEach(found -> differences.add(found.part(), found.expected(), found.found()));
        compareBeacon(header, batch.calldata().beaconSignature(), differences);
        Reexecuted own = client.execute(batch, parentBlock);
        List<Difference> ofExecution = ofExecution(batch, own);
        if (!ofExecution.isEmpty() && !client.execute(batch, parentBlock).equals(own)) {
            return new Judgement.NotNow(
                    "Expected this witness's client to repeat its block of batch %s, found another one: do not rely on it."
                            .formatted(header.number()));
        }
        ofExecution.forEach(found -> differences.add(found.part(), found.expected(), found.found()));
        return new Judgement.Judged(differences.all(), batch.arrivals(), Optional.of(own));
    }

    private void compareBeacon(BatchHeader header, Bytes signature, Differences differences) {
        if (header.beaconKind() != BeaconKind.OWN.code()) {
            return;
        }
        Hash32 cutHash = header.cutHash(domain);
        boolean verifies = BeaconKey.parse(facts.beaconKeyAt(header.l1OriginNumber()))
                .filter(key -> BeaconVerifier.verify(key, cutHash, signature))
                .isPresent();
        if (!verifies) {
            differences.add(
                    Difference.Part.BEACON_SIGNATURE,
                    "a signature of the key at the origin over cut " + cutHash,
                    signature.toHex());
        }
    }

    private List<Difference> ofExecution(BatchFromL1 batch, Reexecuted own) {
        ExecutionStatement stated = batch.calldata().statement();
        Differences differences = new Differences();
        differences.compare(Difference.Part.STATE_ROOT, own.header().stateRoot(), stated.stateRoot());
        differences.compare(Difference.Part.RECEIPTS_ROOT, own.header().receiptsRoot(), stated.receiptsRoot());
        differences.compare(
                Difference.Part.GAS_USED,
                Long.toUnsignedString(own.header().gasUsed()),
                Long.toUnsignedString(stated.gasUsed()));
        differences.compare(Difference.Part.OUTCOMES_ROOT, OutcomeLeaf.root(own.outcomes()), stated.outcomesRoot());
        differences.compare(Difference.Part.L2_BLOCK_HASH, own.header().hash(), stated.l2BlockHash());
        return differences.all();
    }
}
