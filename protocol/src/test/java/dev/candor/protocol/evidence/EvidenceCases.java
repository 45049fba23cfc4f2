package dev.candor.protocol.evidence;

import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DisputeVerdict;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.eip712.TypeHashes;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.protocol.vectors.SignedObjects;
import dev.candor.protocol.vectors.Vectors;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The cases of spec/vectors/evidence.json as records. */
final class EvidenceCases {
    private static final int WORD = 32;

    private EvidenceCases() {}

    static Evidence of(Vectors vector) {
        Vectors value = vector.get("value");
        return switch (vector.uint32("kind")) {
            case 1 -> new EquivocationEvidence(pair(value));
            case 2 -> lateness(value);
            case 3 ->
                new SubstitutionEvidence(
                        promise(value),
                        header(value.get("batch")),
                        arrival(value.get("leaf"), value.uint32("position")),
                        value.flag("inArrivalTree"),
                        value.hashes("proof"));
            case 4 -> new WrongOrderEvidence(header(value.get("batch")), orderProof(value, vector.get("proof")));
            case 5 -> new WrongSeedEvidence(header(value.get("batch")), value.bytes("beaconSignature"));
            case 6 ->
                new OrderingDelayEvidence(promise(value), header(value.get("batch")), policy(value.get("policy")));
            case 7 ->
                new ForcedEntryEvidence(
                        header(value.get("batch")),
                        Optional.<BatchHeader>empty(),
                        value.uint32("position"),
                        orderLeaf(value.get("leaf")),
                        value.hashes("proof"));
            case 10 ->
                new ForkedLogEvidence(
                        (LogCheckpoint) SignedObjects.of("LogCheckpoint", value.get("older")),
                        Signature65.of(value.bytes("olderSignature")),
                        (LogCheckpoint) SignedObjects.of("LogCheckpoint", value.get("newer")),
                        Signature65.of(value.bytes("newerSignature")),
                        value.hashes("nodes"));
            case 11 -> new WitnessContradictionEvidence(value.uint64("seatId"), pair(value.get("pair")));
            default -> throw new IllegalStateException("Expected a kind that a checker decides, found " + vector + ".");
        };
    }

    private static Evidence lateness(Vectors value) {
        return value.flag("forced")
                ? new LatenessEvidence.OfForcedEntry(value.uint64("forcedIndex"))
                : new LatenessEvidence.OfPromise(promise(value), policy(value.get("policy")));
    }

    private static OrderProof orderProof(Vectors value, Vectors proof) {
        return switch (value.uint32("variant")) {
            case 1 -> {
                int position = proof.uint32("position");
                yield new OrderProof.Neighbours(
                        new ProvenLeaf<>(position, orderLeaf(proof.get("first")), proof.hashes("firstProof")),
                        new ProvenLeaf<>(position + 1, orderLeaf(proof.get("second")), proof.hashes("secondProof")));
            }
            case 2 -> new OrderProof.SortKey(policy(proof.get("policy")), ordered(proof, "leaf", "proof"));
            case 3 ->
                new OrderProof.ArrivalLeaves(
                        new ProvenLeaf<>(
                                proof.uint64("index"), cutLeaf(proof.get("cutLeaf")), proof.hashes("cutProof")),
                        arrived(proof, "arrivalLeaf", "arrivalPosition", "arrivalProof"));
            case 4 -> new OrderProof.Position(arrived(proof, "leaf", "position", "proof"));
            case 5 ->
                new OrderProof.OrderedArrival(
                        ordered(proof, "orderLeaf", "orderProof"),
                        arrived(proof, "arrivalLeaf", "arrivalPosition", "arrivalProof"));
            case 6 ->
                new OrderProof.DecodedArrival(
                        arrived(proof, "leaf", "position", "proof"), proof.flag("inArrivalTree"), proof.bytes("rawTx"));
            case 7 -> new OrderProof.DecodedOrder(ordered(proof, "leaf", "proof"), proof.bytes("rawTx"));
            case 8 ->
                new OrderProof.Duplicate(
                        new ProvenLeaf<>(proof.uint64("index"), cutLeaf(proof.get("leaf")), proof.hashes("proof")),
                        header(proof.get("earlierBatch")),
                        new ProvenLeaf<>(
                                proof.uint64("earlierIndex"),
                                cutLeaf(proof.get("earlierLeaf")),
                                proof.hashes("earlierProof")));
            default -> throw new IllegalStateException("Expected a variant of F4, found " + value + ".");
        };
    }

    private static ProvenLeaf<OrderLeaf> ordered(Vectors proof, String leaf, String nodes) {
        return new ProvenLeaf<>(proof.uint32("position"), orderLeaf(proof.get(leaf)), proof.hashes(nodes));
    }

    private static ProvenLeaf<ArrivalLeaf> arrived(Vectors proof, String leaf, String position, String nodes) {
        return new ProvenLeaf<>(
                proof.uint64("index"), arrival(proof.get(leaf), proof.uint32(position)), proof.hashes(nodes));
    }

    private static ArrivalLeaf arrival(Vectors leaf, int position) {
        return new ArrivalLeaf(cutLeaf(leaf), position);
    }

    private static CutLeaf cutLeaf(Vectors m) {
        return new CutLeaf(
                new Seq(m.uint64("seq")),
                m.hash("txHash"),
                m.address("sender"),
                m.uint64("nonce"),
                m.uint64("receivedAtMillis"),
                m.uint64("duplicateOf"));
    }

    private static OrderLeaf orderLeaf(Vectors m) {
        return new OrderLeaf(
                m.uint32("position"),
                OrderLeaf.Kind.values()[m.uint32("kind")],
                m.uint64("seqOrForcedIndex"),
                m.hash("txHash"),
                m.address("sender"),
                m.uint64("nonce"),
                m.hash("sortKey"));
    }

    private static SignedHeader header(Vectors m) {
        return new SignedHeader(SignedObjects.header(m.get("header")), Signature65.of(m.bytes("signature")));
    }

    private static SignedPromise promise(Vectors value) {
        Vectors m = value.get("promised");
        return new SignedPromise(
                (InclusionPromise) SignedObjects.of("InclusionPromise", m.get("promised")),
                Signature65.of(m.bytes("signature")));
    }

    private static Policy policy(Vectors m) {
        return new Policy(
                m.uint32("version"),
                m.uint32("ordering"),
                m.uint32("beaconKinds"),
                m.uint32("transactionTypes"),
                m.uint64("batchIntervalMillis"),
                m.uint64("maxGas"),
                m.uint32("maxCount"),
                m.uint32("maxBytes"),
                m.uint32("forcedCap"),
                m.uint64("inclusionDelaySeconds"),
                m.uint64("maxOrderingDelayMillis"),
                m.address("feeRecipient"),
                m.integer("compensationWei"));
    }

    private static SlotPair pair(Vectors m) {
        Hash32 typeHash = m.hash("typeHash");
        return new SlotPair(
                object(typeHash, m.bytes("first")),
                m.bytes("firstSignature"),
                object(typeHash, m.bytes("second")),
                m.bytes("secondSignature"));
    }

    /** The words of the types that have a slot, read back. */
    private static SignedObject object(Hash32 type, Bytes words) {
        if (type.equals(TypeHashes.INCLUSION_PROMISE)) {
            return new InclusionPromise(
                    rollupId(words),
                    new Seq(number(words, 1)),
                    hash(words, 2),
                    Address.wrap(words.slice(3 * WORD + 12, 4 * WORD).toArray()),
                    number(words, 4),
                    number(words, 5),
                    number(words, 6),
                    hash(words, 7));
        }
        if (type.equals(TypeHashes.CUT)) {
            return cut(words);
        }
        if (type.equals(TypeHashes.BATCH_HEADER)) {
            return header(words);
        }
        if (type.equals(TypeHashes.BATCH_ATTESTATION)) {
            return new BatchAttestation(
                    rollupId(words),
                    new Generation(number(words, 1)),
                    new BatchNumber(number(words, 2)),
                    hash(words, 3),
                    hash(words, 4),
                    (int) number(words, 5));
        }
        return new DisputeVerdict(
                hash(words, 0), (int) number(words, 1), (int) number(words, 2), hash(words, 3), number(words, 4));
    }

    private static Cut cut(Bytes words) {
        return new Cut(
                rollupId(words),
                new Generation(number(words, 1)),
                new BatchNumber(number(words, 2)),
                hash(words, 3),
                new Seq(number(words, 4)),
                number(words, 5),
                hash(words, 6),
                number(words, 7),
                number(words, 8),
                number(words, 9),
                hash(words, 10),
                number(words, 11),
                hash(words, 12));
    }

    private static BatchHeader header(Bytes words) {
        return new BatchHeader(
                rollupId(words),
                new Generation(number(words, 1)),
                new BatchNumber(number(words, 2)),
                hash(words, 3),
                new Seq(number(words, 4)),
                number(words, 5),
                (int) number(words, 6),
                hash(words, 7),
                hash(words, 8),
                hash(words, 9),
                (int) number(words, 10),
                hash(words, 11),
                hash(words, 12),
                number(words, 13),
                number(words, 14),
                number(words, 15),
                number(words, 16),
                hash(words, 17));
    }

    private static RollupId rollupId(Bytes words) {
        return new RollupId(number(words, 0));
    }

    private static Hash32 hash(Bytes words, int index) {
        return Hash32.wrap(words.slice(index * WORD, (index + 1) * WORD).toArray());
    }

    private static long number(Bytes words, int index) {
        return ByteBuffer.wrap(words.toArray()).getLong((index + 1) * WORD - Long.BYTES);
    }
}
