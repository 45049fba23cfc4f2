package dev.candor.audit.findings.rules;

import static dev.candor.audit.findings.rules.EvidenceCheck.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.Finding;
import dev.candor.protocol.beacon.BeaconKey;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.BeaconVerifier;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One fault planted in one sealed batch raises exactly its finding, and its evidence stands by itself. */
class BatchFaultsTest {
    private final HonestRollup rollup = new HonestRollup();
    private final RollupAudit audit = new RollupAudit(rollup);

    private static Wrong header(UnaryOperator<BatchHeader> change) {
        return new Wrong() {
            @Override
            public BatchHeader header(BatchHeader header) {
                return change.apply(header);
            }
        };
    }

    private static Wrong draft(UnaryOperator<BatchHeader> change) {
        return new Wrong() {
            @Override
            public BatchHeader draft(BatchHeader header) {
                return change.apply(header);
            }
        };
    }

    private static Wrong cut(UnaryOperator<List<Arrival>> change) {
        return new Wrong() {
            @Override
            public List<Arrival> cut(List<Arrival> arrivals) {
                return change.apply(new ArrayList<>(arrivals));
            }
        };
    }

    private static Wrong order(UnaryOperator<List<OrderLeaf>> change) {
        return new Wrong() {
            @Override
            public List<OrderLeaf> order(List<OrderLeaf> leaves) {
                return change.apply(new ArrayList<>(leaves));
            }
        };
    }

    private static Wrong arrivals(UnaryOperator<List<ArrivalLeaf>> change) {
        return new Wrong() {
            @Override
            public List<ArrivalLeaf> arrivals(List<ArrivalLeaf> leaves) {
                return change.apply(new ArrayList<>(leaves));
            }
        };
    }

    /** Two honest batches before, then the one that goes wrong. */
    private HonestBatch third(Wrong wrong) {
        for (int batch = 0; batch < 2; batch++) {
            arrive();
            rollup.seal();
        }
        arrive();
        rollup.arriveEmpty();
        rollup.arriveAgain(new Seq(rollup.lineSize() - 3L));
        rollup.force(rollup.transfer(400, 0).raw());
        return rollup.seal(wrong);
    }

    private void arrive() {
        for (int sender = 0; sender < 6; sender++) {
            rollup.arrive(sender);
        }
    }

    private EvidenceCheck only(HonestBatch batch, String id) {
        List<Finding> found = new ArrayList<>(audit.of(batch));
        batch.promises(rollup).forEach(promise -> found.addAll(audit.of(promise)));
        assertThat(found).extracting(Finding::id).containsExactly(id);
        return EvidenceCheck.of(found.getFirst(), rollup);
    }

    private EvidenceCheck onlySigned(HonestBatch batch, String id) {
        return only(batch, id).isSignedBy("header", rollup.orderKey.address());
    }

    private static <T> List<T> swapped(List<T> list, int left) {
        T first = list.get(left);
        list.set(left, list.get(left + 1));
        list.set(left + 1, first);
        return list;
    }

    private static OrderLeaf at(int position, OrderLeaf leaf, Hash32 sortKey) {
        return new OrderLeaf(position, leaf.kind(), leaf.index(), leaf.txHash(), leaf.sender(), leaf.nonce(), sortKey);
    }

    private static List<OrderLeaf> renumbered(List<OrderLeaf> leaves) {
        List<OrderLeaf> renumbered = new ArrayList<>();
        leaves.forEach(leaf -> renumbered.add(at(renumbered.size(), leaf, leaf.sortKey())));
        return renumbered;
    }

    @Test
    void provesTwoNeighboursInTheWrongOrder() {
        HonestBatch batch = third(order(leaves -> renumbered(swapped(leaves, 3))));

        EvidenceCheck evidence = onlySigned(batch, "wrong-order.0.3")
                .claims("F4", slot(0, 3))
                .foldsTo("order0", "header", "orderRoot")
                .foldsTo("order1", "header", "orderRoot");
        assertThat(evidence.leafWord("order0", 6)).isGreaterThan(evidence.leafWord("order1", 6));
        assertThat(evidence.leafWord("order0", 0).add(BigInteger.ONE)).isEqualTo(evidence.leafWord("order1", 0));
    }

    @Test
    void provesFirstComeFirstServedWhereAShuffleIsDue() {
        HonestBatch batch = third(order(leaves -> {
            List<OrderLeaf> sorted = new ArrayList<>(leaves);
            sorted.subList(1, sorted.size()).sort((left, right) -> Long.compare(left.index(), right.index()));
            return renumbered(sorted);
        }));

        onlySigned(batch, "wrong-order.0.3").claims("F4", slot(0, 3)).foldsTo("order0", "header", "orderRoot");
    }

    @Test
    void provesAPositionThatIsMissing() {
        HonestBatch batch = third(arrivals(leaves -> {
            leaves.set(2, new ArrivalLeaf(leaves.get(2).cutLeaf(), ArrivalLeaf.NO_POSITION));
            return leaves;
        }));

        EvidenceCheck evidence = onlySigned(batch, "wrong-order.0.3")
                .claims("F4", slot(0, 3))
                .foldsTo("arrival", "header", "arrivalRoot");
        assertThat(evidence.leafWord("arrival", 6)).isEqualTo(BigInteger.valueOf(0xffffffffL));
        assertThat(evidence.leafWord("arrival", 5)).isEqualTo(new BigInteger("18446744073709551615"));
    }

    @Test
    void provesAPositionBeyondTheBatch() {
        HonestBatch batch = third(new Wrong() {
            @Override
            public List<ArrivalLeaf> arrivals(List<ArrivalLeaf> leaves) {
                List<ArrivalLeaf> changed = new ArrayList<>(leaves);
                changed.set(2, new ArrivalLeaf(leaves.get(2).cutLeaf(), 7));
                return changed;
            }
        });

        EvidenceCheck evidence = onlySigned(batch, "wrong-order.0.3").foldsTo("arrival", "header", "arrivalRoot");
        assertThat(evidence.leafWord("arrival", 6).longValue())
                .isGreaterThanOrEqualTo(Long.parseLong(evidence.member("header", "txCount")));
    }

    @Test
    void provesAnArrivalLeafThatIsNotTheCuts() {
        HonestBatch batch = third(arrivals(leaves -> {
            ArrivalLeaf leaf = leaves.get(1);
            leaves.set(1, new ArrivalLeaf(Arrival.empty(leaf.cutLeaf().seq()).cutLeaf(), leaf.position()));
            return leaves;
        }));

        onlySigned(batch, "wrong-order.0.3")
                .claims("F4", slot(0, 3))
                .foldsTo("cut", "header", "cutRoot")
                .foldsTo("arrival", "header", "arrivalRoot");
    }

    @Test
    void provesARepetitionThatIsNotMarked() {
        HonestBatch batch = third(cut(arrivals -> {
            Arrival repetition = arrivals.getLast();
            arrivals.set(
                    arrivals.size() - 1,
                    Arrival.of(
                            repetition.seq(),
                            repetition.txHash(),
                            repetition.sender(),
                            repetition.nonce(),
                            repetition.receivedAtMillis()));
            return arrivals;
        }));

        List<Finding> found = audit.of(batch);
        assertThat(found).extracting(Finding::id).contains("wrong-order.0.3");
        EvidenceCheck evidence = EvidenceCheck.of(found.getFirst(), rollup)
                .isSignedBy("header", rollup.orderKey.address())
                .foldsTo("earlier", "header", "cutRoot")
                .foldsTo("cut", "header", "cutRoot");
        assertThat(evidence.leafWord("earlier", 1)).isEqualTo(evidence.leafWord("cut", 1));
        assertThat(evidence.leafWord("cut", 5)).isEqualTo(new BigInteger(Long.toUnsignedString(CutLeaf.NO_DUPLICATE)));
    }

    @Test
    void provesAMarkThatNamesSomethingElse() {
        HonestBatch batch = third(cut(arrivals -> {
            arrivals.set(3, arrivals.get(3).asDuplicateOf(arrivals.get(2).seq()));
            return arrivals;
        }));

        EvidenceCheck evidence = EvidenceCheck.of(
                        audit.of(batch).stream()
                                .filter(finding -> finding.id().equals("wrong-order.0.3"))
                                .findFirst()
                                .orElseThrow(),
                        rollup)
                .foldsTo("cut", "header", "cutRoot")
                .foldsTo("named", "header", "cutRoot");
        assertThat(evidence.leafWord("cut", 1)).isNotEqualTo(evidence.leafWord("named", 1));
    }

    @Test
    void provesAPromisedArrivalThatWasLeftOut() {
        HonestBatch batch = third(cut(arrivals -> {
            arrivals.set(2, Arrival.empty(arrivals.get(2).seq()));
            return arrivals;
        }));

        EvidenceCheck evidence = only(batch, "substitution.0.3.14")
                .claims("F3", slot(0, 3))
                .isSignedBy("promise", rollup.orderKey.address())
                .isSignedBy("header", rollup.orderKey.address())
                .foldsTo("cut", "header", "cutRoot");
        assertThat(evidence.leafWord("cut", 0)).isEqualTo(new BigInteger(evidence.member("promise", "seq")));
        assertThat(evidence.leafWord("cut", 1)).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void provesALeafThatIsNotWhatItsTransactionDecodesTo() {
        HonestBatch batch = third(cut(arrivals -> {
            Arrival honest = arrivals.get(2);
            arrivals.set(
                    2,
                    Arrival.of(
                            honest.seq(),
                            honest.txHash(),
                            honest.sender(),
                            honest.nonce() + 1,
                            honest.receivedAtMillis()));
            promiseTheSame(arrivals.get(2));
            return arrivals;
        }));

        EvidenceCheck evidence = onlySigned(batch, "wrong-order.0.3")
                .claims("F4", slot(0, 3))
                .foldsTo("arrival", "header", "arrivalRoot");
        assertThat(evidence.part("line").asString()).isEqualTo("rawTransaction");
        Hash32 shown = RawTransaction.require(
                        Bytes.fromHex(evidence.part("rawTx").asString()))
                .hash();
        assertThat(evidence.leafWord("arrival", 1))
                .as("whoever has the evidence can decode it himself")
                .isEqualTo(new BigInteger(shown.toHex().substring(2), 16));
        assertThat(evidence.leafWord("arrival", 0)).isEqualTo(BigInteger.valueOf(14));
    }

    /** The holder was promised the same untruth: no promise is broken. */
    private void promiseTheSame(Arrival arrival) {
        int index = (int) rollup.promises.stream()
                .takeWhile(promise -> !promise.seq().equals(arrival.seq()))
                .count();
        SeenPromise told = rollup.promises.get(index);
        InclusionPromise promise = told.promise().object();
        rollup.promises.set(
                index,
                new SeenPromise(
                        rollup.sign(new InclusionPromise(
                                promise.rollupId(),
                                promise.seq(),
                                promise.txHash(),
                                promise.sender(),
                                arrival.nonce(),
                                promise.receivedAtMillis(),
                                promise.includeBy(),
                                promise.policyHash())),
                        told.at()));
    }

    @Test
    void provesAPromisedArrivalThatWasReplacedInTheTopic() {
        arrive();
        rollup.arriveReplaced(90, 91);
        HonestBatch batch = rollup.seal();

        EvidenceCheck evidence = only(batch, "substitution.0.1.6")
                .claims("F3", slot(0, 1))
                .isSignedBy("promise", rollup.orderKey.address())
                .foldsTo("cut", "header", "cutRoot");
        assertThat(evidence.leafWord("cut", 1))
                .isNotEqualTo(
                        new BigInteger(evidence.member("promise", "txHash").substring(2), 16));
    }

    @Test
    void provesAForcedEntryThatWasSkipped() {
        HonestBatch batch = third(new Wrong() {
            @Override
            public List<ForcedEntry> forced(List<ForcedEntry> entries) {
                return List.of();
            }
        });

        EvidenceCheck evidence = onlySigned(batch, "forced-altered.0.3")
                .claims("F7", slot(0, 3))
                .foldsTo("order", "header", "orderRoot");
        assertThat(evidence.leafWord("order", 1)).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void tellsOfARootWhoseLeavesNobodyKnows() {
        Hash32 noRoot = Keccak256.hashUtf8("no root");

        HonestBatch batch = third(header(header -> new AlteredHeader(header).orderRoot(noRoot)));

        assertThat(found(batch)).containsExactly("order-not-rebuilt.0.3");
    }

    @Test
    void tellsOfACutThatDoesNotRebuild() {
        Hash32 noRoot = Keccak256.hashUtf8("no root");

        HonestBatch batch = third(draft(header -> new AlteredHeader(header).cutRoot(noRoot)));

        assertThat(found(batch)).containsExactly("cut-not-rebuilt.0.3");
    }

    @Test
    void tellsOfArrivalsThatDoNotRebuild() {
        Hash32 noRoot = Keccak256.hashUtf8("no root");

        HonestBatch batch = third(header(header -> new AlteredHeader(header).arrivalRoot(noRoot)));

        assertThat(found(batch)).containsExactly("arrivals-not-rebuilt.0.3");
    }

    private List<String> found(HonestBatch batch) {
        return audit.of(batch).stream().map(Finding::id).toList();
    }

    @Test
    void provesABeaconSignatureThatIsNotTheKeys() {
        HonestBatch batch = third(new Wrong() {
            @Override
            public Bytes beaconSignature(Bytes signature, Hash32 cutHash) {
                return InMemoryBeaconSigner.derive(Keccak256.hashUtf8("another").toArray())
                        .sign(cutHash);
            }
        });

        EvidenceCheck evidence = onlySigned(batch, "wrong-beacon.0.3").claims("F5", slot(0, 3));
        Bytes signature = Bytes.fromHex(evidence.part("beaconSignature").asString());
        Hash32 cutHash = Hash32.fromHex(evidence.part("cutHash").asString());
        assertThat(Keccak256.hash(signature.toArray(), cutHash.toArray()).toHex())
                .isEqualTo(evidence.member("header", "seed"));
        assertThat(BeaconVerifier.verify(
                        BeaconKey.of(Bytes.fromHex(evidence.part("beaconKey").asString())), cutHash, signature))
                .isFalse();
    }

    @Test
    void tellsOfASeedThatIsNotTheSignatures() {
        for (int batch = 0; batch < 2; batch++) {
            arrive();
            rollup.seal();
        }
        HonestBatch batch = rollup.seal(header(header -> new AlteredHeader(header).seed(Keccak256.hashUtf8("chosen"))));

        assertThat(found(batch)).containsExactly("wrong-seed.0.3");
    }

    @Test
    void tellsOfABatchWithoutABeacon() {
        HonestRollup without = new HonestRollup(OrderingPolicy.SHUFFLE, BeaconKind.NONE);
        without.arrive(1);
        without.arrive(2);
        without.seal();

        assertThat(new RollupAudit(without).findings()).extracting(Finding::id).containsExactly("beacon-absent.0.1");
    }

    @Test
    void tellsOfAHeaderThatDoesNotContinueItsParent() {
        HonestBatch batch = third(draft(header -> new AlteredHeader(header).sealedAtMillis(1)));

        only(batch, "range-not-contiguous.0.3")
                .isSignedBy("parent", rollup.orderKey.address())
                .claimsNothing();
    }

    @Test
    void tellsOfAPolicyThatIsNotInForce() {
        HonestBatch batch = third(draft(header -> new AlteredHeader(header).policyHash(Hash32.ZERO)));

        onlySigned(batch, "wrong-policy.0.3").claimsNothing();
    }

    @Test
    void tellsOfMoreForcedEntriesThanAreQueued() {
        HonestBatch batch = third(draft(header -> new AlteredHeader(header).forcedThrough(header.forcedThrough() + 9)));

        onlySigned(batch, "forced-range.0.3").claimsNothing();
    }

    @Test
    void provesAnArrivalThatWaitedTooLongUnderAQuorumsClock() {
        HonestRollup quorum = new HonestRollup(OrderingPolicy.SHUFFLE, BeaconKind.QUORUM);
        quorum.arrive(1);
        quorum.pass(10);
        quorum.arrive(2);
        quorum.seal();

        List<Finding> found = new RollupAudit(quorum).findings();

        assertThat(found).extracting(Finding::id).containsExactly("ordering-delay.0.1.0");
        EvidenceCheck evidence = EvidenceCheck.of(found.getFirst(), quorum)
                .claims("F6", slot(0, 0))
                .isSignedBy("promise", quorum.orderKey.address())
                .isSignedBy("header", quorum.orderKey.address());
        assertThat(Long.parseLong(evidence.member("header", "sealedAtMillis"))
                        - Long.parseLong(evidence.member("promise", "receivedAtMillis")))
                .isGreaterThan(quorum.policy.maxOrderingDelayMillis());
    }
}
