package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trees of a sealed batch against what its arrivals, forced entries, seed and policy make of it: F3, F4 and F7 with
 * leaves and proofs where the signed leaves can be found, else a root that does not rebuild.
 */
public final class BatchRule {
    private final AuditedRollup rollup;
    private final SubstitutionRule substitution;

    public BatchRule(AuditedRollup rollup) {
        this.rollup = rollup;
        this.substitution = new SubstitutionRule(rollup);
    }

    /** @param promises those for seqs of the batch, all validly signed */
    public List<Finding> judge(SeenBatch batch, Rebuild rebuild, List<SeenPromise> promises) {
        BatchOrder honest = rebuild.order(batch.header().seed());
        Roots roots = Roots.compare(batch.header(), honest);
        if (roots.allRebuild() && promises.stream().allMatch(promise -> agrees(promise, batch, honest))) {
            return List.of();
        }
        SignedLeaves leaves = new LeafSearch(batch.header(), rebuild, words(batch, promises)).find();
        List<Finding> findings = new ArrayList<>();
        leaves.cut()
                .ifPresent(cut -> promises.forEach(promise -> substitution
                        .judge(
                                promise,
                                batch,
                                cut.leaves().get(index(promise, batch)),
                                cut.proof(index(promise, batch)))
                        .ifPresent(findings::add)));
        OrderChecks checks = new OrderChecks(batch.header(), leaves);
        checks.forced(rebuild.forced())
                .map(wrong -> finding(FindingKind.FORCED_ALTERED, 7, batch, wrong, rebuild))
                .or(() -> checks.order(rebuild.ordering())
                        .or(() -> checks.rawTransactions(rebuild.arrivals()))
                        .map(wrong -> finding(FindingKind.WRONG_ORDER, 4, batch, wrong, rebuild)))
                .ifPresent(findings::add);
        boolean explained = !findings.isEmpty();
        unknownRoot(batch, honest, roots, leaves, explained).ifPresent(findings::add);
        return findings;
    }

    private static boolean agrees(SeenPromise promise, SeenBatch batch, BatchOrder honest) {
        return SubstitutionRule.agrees(
                promise.promise().object(),
                honest.arrivalLeaves().get(index(promise, batch)).cutLeaf());
    }

    private static int index(SeenPromise promise, SeenBatch batch) {
        return (int) (promise.seq().value() - batch.header().firstSeq().value());
    }

    private static Map<Integer, Set<Arrival>> words(SeenBatch batch, List<SeenPromise> promises) {
        Map<Integer, Set<Arrival>> words = new HashMap<>();
        for (SeenPromise seen : promises) {
            var promise = seen.promise().object();
            words.computeIfAbsent(index(seen, batch), index -> new HashSet<>())
                    .add(Arrival.of(
                            promise.seq(),
                            promise.txHash(),
                            promise.sender(),
                            promise.nonce(),
                            promise.receivedAtMillis()));
        }
        return words;
    }

    private Finding finding(FindingKind kind, int fault, SeenBatch batch, Contradiction wrong, Rebuild rebuild) {
        BatchHeader header = batch.header();
        Evidence.Builder evidence = Evidence.of()
                .claim(FaultClaim.ofBatch(
                        fault, rollup.sequencerId(), rollup.id(), header.generation(), header.number()))
                .text("line", wrong.line())
                .signed("header", batch.signedHeader())
                .entries(batch.at().entry());
        wrong.proofs().forEach(evidence::proof);
        wrong.transactionOf().flatMap(rebuild.raw()::of).ifPresent(transaction -> evidence.bytes("rawTx", transaction));
        return new Finding(
                kind,
                batch.subject(),
                new Words(
                        wrong.expected() + " in " + batch.words(),
                        wrong.found(),
                        "Header and proofs are enough for L1 (F" + fault
                                + "): file them before the batch is final. Its sender's view of the order was not the published rule's."),
                evidence.build());
    }

    /** Which of the three roots are what the rebuilt batch gives. */
    private record Roots(boolean cut, boolean arrivals, boolean order) {
        static Roots compare(BatchHeader header, BatchOrder honest) {
            return new Roots(
                    honest.cutRoot().equals(header.cutRoot()),
                    honest.arrivalRoot().equals(header.arrivalRoot()),
                    honest.orderRoot().equals(header.orderRoot()) && honest.txCount() == header.txCount());
        }

        boolean allRebuild() {
            return cut && arrivals && order;
        }
    }

    /** The first root that is neither rebuilt nor explained: those after it follow from it. */
    private static Optional<Finding> unknownRoot(
            SeenBatch batch, BatchOrder honest, Roots roots, SignedLeaves leaves, boolean explained) {
        BatchHeader header = batch.header();
        if (!roots.cut() && !(explained && leaves.cut().isPresent())) {
            return Optional.of(root(FindingKind.CUT_NOT_REBUILT, "cutRoot", batch, header.cutRoot(), honest.cutRoot()));
        }
        if (!roots.order() && !(explained && leaves.order().isPresent())) {
            return Optional.of(
                    root(FindingKind.ORDER_NOT_REBUILT, "orderRoot", batch, header.orderRoot(), honest.orderRoot()));
        }
        if (!roots.arrivals() && !(explained && leaves.arrivals().isPresent())) {
            return Optional.of(root(
                    FindingKind.ARRIVALS_NOT_REBUILT,
                    "arrivalRoot",
                    batch,
                    header.arrivalRoot(),
                    honest.arrivalRoot()));
        }
        return Optional.empty();
    }

    private static Finding root(FindingKind kind, String name, SeenBatch batch, Hash32 found, Hash32 rebuilt) {
        Evidence evidence = Evidence.of()
                .signed("header", batch.signedHeader())
                .signed("cut", batch.cut())
                .hash("rebuilt", rebuilt)
                .number("firstSeq", batch.header().firstSeq().value())
                .number("seqCount", batch.header().seqCount())
                .entries(batch.at().entry())
                .build();
        return new Finding(
                kind,
                batch.subject(),
                new Words(
                        name + " " + rebuilt + " of " + batch.words()
                                + ", rebuilt from the logged arrivals and the inbox",
                        found.toHex(),
                        "The leaves behind the signed root are not known, so no checker can be asked yet: demand them (F9), or wait for the data on L1; if that does not rebuild either the batch is INVALID."),
                evidence);
    }
}
