package dev.candor.audit.findings.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.Finding;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.merkle.MerkleProofs;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the evidence of a finding as a stranger would: from its JSON text alone, with the types of spec/protocol.md
 * spelled out here again, a domain and a key.
 */
final class EvidenceCheck {
    private static final Map<String, String> TYPES = Map.of(
            "InclusionPromise",
            "InclusionPromise(uint64 rollupId,uint64 seq,bytes32 txHash,address sender,uint64 nonce,uint64 receivedAtMillis,uint64 includeBy,bytes32 policyHash)",
            "Cut",
            "Cut(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,bytes32 cutRoot,uint64 forcedThrough,uint64 depositsThrough,uint64 sealedAtMillis,bytes32 policyHash,uint64 l1OriginNumber,bytes32 l1OriginHash)",
            "BatchHeader",
            "BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,bytes32 orderRoot,uint8 beaconKind,bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,uint64 forcedThrough,uint64 depositsThrough,uint64 l1OriginNumber,bytes32 l1OriginHash)",
            "ExecutionStatement",
            "ExecutionStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 l2BlockHash,bytes32 stateRoot,bytes32 receiptsRoot,bytes32 outcomesRoot,uint64 gasUsed)",
            "DataStatement",
            "DataStatement(uint64 rollupId,uint64 generation,uint64 number,bytes32 batchHash,bytes32 dataHash)",
            "LogCheckpoint",
            "LogCheckpoint(bytes32 originHash,uint64 size,bytes32 root)");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode evidence;
    private final Hash32 domainSeparator;

    private EvidenceCheck(JsonNode evidence, Hash32 domainSeparator) {
        this.evidence = evidence;
        this.domainSeparator = domainSeparator;
    }

    static EvidenceCheck of(Finding finding, HonestRollup rollup) {
        JsonNode read = JSON.readTree(JSON.writeValueAsString(finding.evidence().json()));
        assertThat(read.get("format").asString()).isEqualTo("candor-evidence/v1");
        return new EvidenceCheck(read, rollup.rollup.domain().separator());
    }

    JsonNode part(String name) {
        assertThat(evidence.at("/parts").has(name)).as("part " + name).isTrue();
        return evidence.at("/parts/" + name);
    }

    String member(String part, String member) {
        return part(part).at("/value/" + member).asString();
    }

    /** The 32-byte word of a proof's leaf. */
    BigInteger leafWord(String proof, int word) {
        byte[] leaf = Bytes.fromHex(part(proof).get("leaf").asString()).toArray();
        return new BigInteger(1, java.util.Arrays.copyOfRange(leaf, 32 * word, 32 * word + 32));
    }

    EvidenceCheck isSignedBy(String name, Address key) {
        JsonNode part = part(name);
        assertThat(Secp256k1.recover(
                        digest(part), Signature65.fromHex(part.get("signature").asString())))
                .as("signer of " + name)
                .contains(key);
        return this;
    }

    EvidenceCheck foldsTo(String proof, String header, String root) {
        JsonNode part = part(proof);
        List<Hash32> nodes = part.get("nodes")
                .valueStream()
                .map(node -> Hash32.fromHex(node.asString()))
                .toList();
        assertThat(MerkleProofs.verifyInclusion(
                        HashFunction.KECCAK_256,
                        Bytes.fromHex(part.get("leaf").asString()).toArray(),
                        part.get("index").asLong(),
                        part.get("size").asLong(),
                        nodes,
                        Hash32.fromHex(member(header, root))))
                .as(proof + " under " + root)
                .isTrue();
        return this;
    }

    EvidenceCheck claims(String fault, String slot) {
        JsonNode claim = evidence.at("/claims/0");
        assertThat(claim.get("fault").asString()).isEqualTo(fault);
        assertThat(claim.get("slot").asString()).isEqualTo(slot);
        byte[] slotBytes = Bytes.fromHex(slot).toArray();
        Hash32 faultId = Keccak256.hash(
                word(Long.parseLong(fault.substring(1))),
                Hash32.fromHex(claim.get("accused").asString()).toArray(),
                word(HonestRollup.ID.value()),
                word(0x80),
                word(slotBytes.length),
                slotBytes);
        assertThat(claim.get("faultId").asString()).isEqualTo(faultId.toHex());
        return this;
    }

    EvidenceCheck claimsNothing() {
        assertThat(evidence.get("claims")).isEmpty();
        return this;
    }

    List<String> entries() {
        return evidence.get("entries").valueStream().map(JsonNode::asString).toList();
    }

    static String slot(long... words) {
        StringBuilder slot = new StringBuilder("0x");
        for (long word : words) {
            slot.append("%064x".formatted(word));
        }
        return slot.toString();
    }

    static String typeSlot(String type, long... words) {
        return Keccak256.hashUtf8(requireNonNull(TYPES.get(type))).toHex()
                + slot(words).substring(2);
    }

    private Hash32 digest(JsonNode part) {
        String type = requireNonNull(TYPES.get(part.get("type").asString()));
        String members = type.substring(type.indexOf('(') + 1, type.length() - 1);
        byte[] encoded = new byte[32 * members.split(",", -1).length];
        int at = 0;
        for (String member : members.split(",", -1)) {
            String value = part.at("/value/" + member.split(" ", -1)[1]).asString();
            byte[] word = value.startsWith("0x")
                    ? padded(Bytes.fromHex(value).toArray())
                    : word(Long.parseUnsignedLong(value));
            System.arraycopy(word, 0, encoded, at, 32);
            at += 32;
        }
        assertThat(part.get("abi").asString()).isEqualTo(Bytes.wrap(encoded).toHex());
        Hash32 struct = Keccak256.hash(Keccak256.hashUtf8(type).toArray(), encoded);
        return Keccak256.hash(new byte[] {0x19, 0x01}, domainSeparator.toArray(), struct.toArray());
    }

    private static byte[] padded(byte[] value) {
        byte[] word = new byte[32];
        System.arraycopy(value, 0, word, 32 - value.length, value.length);
        return word;
    }

    private static byte[] word(long value) {
        byte[] word = new byte[32];
        for (int i = 0; i < 8; i++) {
            word[31 - i] = (byte) (value >>> (8 * i));
        }
        return word;
    }
}
