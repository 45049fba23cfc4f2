package dev.candor.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.DisputeVerdict;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.eip712.RollbackRatification;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;

/** Java and Solidity encode and hash every object alike, on seeded random values with the extremes among them. */
class StructDifferentialTest {
    private static final int CASES = 500;
    private static final int WORD_BYTES = 32;

    private static ReferenceHarness harness;

    @BeforeAll
    static void deploy() {
        harness = ReferenceHarness.deploy();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    private static <T> Arguments hashed(String function, Class<T> type, Function<T, Hash32> hash) {
        Function<Object, Bytes> answer = object -> hash.apply(type.cast(object)).toBytes();
        return Arguments.of(function, type, answer);
    }

    private static <T extends SignedObject> Arguments signed(Class<T> type) {
        return hashed("hash" + type.getSimpleName(), type, SignedObject::structHash);
    }

    private static <T> Arguments encoded(String function, Class<T> type, Function<T, byte[]> encode) {
        Function<Object, Bytes> answer = object -> returned(encode.apply(type.cast(object)));
        return Arguments.of(function, type, answer);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                signed(InclusionPromise.class),
                signed(AdmissionRefusal.class),
                signed(Cut.class),
                signed(BatchHeader.class),
                signed(ExecutionStatement.class),
                signed(DataStatement.class),
                signed(BatchAttestation.class),
                signed(DisputeVerdict.class),
                signed(RollbackRatification.class),
                signed(LogCheckpoint.class),
                hashed("hashPolicy", Policy.class, Policy::hash),
                hashed("hashCommitment", BatchCommitment.class, BatchCommitment::hash),
                encoded("encodeCutLeaf", CutLeaf.class, CutLeaf::encode),
                encoded("encodeOrderLeaf", OrderLeaf.class, OrderLeaf::encode),
                encoded("encodeOutcomeLeaf", OutcomeLeaf.class, OutcomeLeaf::encode));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void encodesAndHashesAlike(String function, Class<?> type, Function<Object, Bytes> answer) {
        // given
        Random random = new Random(function.hashCode());
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            RandomStruct struct = random(function, random);
            calls.add(ReferenceHarness.encode(function, struct.toSolidity()));
            expected.add(answer.apply(struct.toJava(type)));
        }

        // when, then
        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    @Test
    void appendsThePositionToTheArrivalLeafAlike() {
        Random random = new Random(1);
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            RandomStruct struct = RandomStruct.of(harness.members("encodeArrivalLeaf"), random);
            int position = random.nextInt();
            calls.add(ReferenceHarness.encode(
                    "encodeArrivalLeaf", struct.toSolidity(), new Uint32(Integer.toUnsignedLong(position))));
            expected.add(returned(new ArrivalLeaf((CutLeaf) struct.toJava(CutLeaf.class), position).encode()));
        }

        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    @Test
    void takesTheSameCutOutOfAHeader() {
        Random random = new Random(2);
        List<String> calls = new ArrayList<>();
        List<BatchHeader> headers = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            RandomStruct struct = RandomStruct.of(harness.members("cutOf"), random);
            calls.add(ReferenceHarness.encode("cutOf", struct.toSolidity()));
            headers.add((BatchHeader) struct.toJava(BatchHeader.class));
        }

        List<Bytes> cuts = harness.call(calls);

        for (int i = 0; i < CASES; i++) {
            Cut cut = headers.get(i).toCut();
            assertThat(Keccak256.hash(cut.typeHash().toArray(), cuts.get(i).toArray()))
                    .isEqualTo(cut.structHash());
        }
    }

    @Test
    void separatesDomainsAndMakesDigestsAlike() {
        Random random = new Random(3);
        List<String> separators = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        List<Bytes> expectedSeparators = new ArrayList<>();
        List<Bytes> expectedDigests = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            long chainId = random.nextLong() >>> 1;
            Address rollup = Address.copyOf(RandomStruct.bytes(random, Address.SIZE));
            CandorDomain domain = new CandorDomain(chainId, rollup);
            RandomStruct struct = RandomStruct.of(harness.members("hashLogCheckpoint"), random);
            SignedObject object = (SignedObject) struct.toJava(LogCheckpoint.class);
            separators.add(ReferenceHarness.encode(
                    "domainSeparator", new Uint256(chainId), new org.web3j.abi.datatypes.Address(rollup.toHex())));
            digests.add(ReferenceHarness.encode(
                    "digest",
                    new Bytes32(domain.separator().toArray()),
                    new Bytes32(object.structHash().toArray())));
            expectedSeparators.add(domain.separator().toBytes());
            expectedDigests.add(object.digest(domain).toBytes());
        }

        assertThat(harness.call(separators)).isEqualTo(expectedSeparators);
        assertThat(harness.call(digests)).isEqualTo(expectedDigests);
    }

    /** The struct a function takes; where Java has an enum, one of the codes it knows. */
    private static RandomStruct random(String function, Random random) {
        RandomStruct struct = RandomStruct.of(harness.members(function), random);
        return switch (function) {
            case "encodeOrderLeaf" -> struct.with("kind", random.nextInt(OrderLeaf.Kind.values().length));
            case "encodeOutcomeLeaf" -> outcome(struct, random);
            default -> struct;
        };
    }

    private static RandomStruct outcome(RandomStruct struct, Random random) {
        int code = 1 + random.nextInt(Outcome.values().length);
        RandomStruct coded = struct.with("outcome", code);
        return code == Outcome.SKIPPED.code() ? coded.with("gasUsed", 0) : coded;
    }

    /** Return data of a function that returns {@code bytes}: offset, length, content (of whole words here). */
    private static Bytes returned(byte[] content) {
        byte[] data = new byte[2 * WORD_BYTES + content.length];
        data[WORD_BYTES - 1] = WORD_BYTES;
        data[2 * WORD_BYTES - 2] = (byte) (content.length >> Byte.SIZE);
        data[2 * WORD_BYTES - 1] = (byte) content.length;
        System.arraycopy(content, 0, data, 2 * WORD_BYTES, content.length);
        return Bytes.wrap(data);
    }
}
