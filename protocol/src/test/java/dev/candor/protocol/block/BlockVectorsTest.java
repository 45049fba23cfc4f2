package dev.candor.protocol.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.vectors.SignedObjects;
import dev.candor.protocol.vectors.Vectors;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockVectorsTest {
    private static final Vectors FILE = Vectors.file("block-attributes");

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void prescribesTheBlock(Vectors vector) throws MalformedRlpException {
        // when
        L2BlockAttributes attributes = attributes(vector);

        // then
        Vectors expected = vector.get("attributes");
        assertThat(attributes)
                .isEqualTo(new L2BlockAttributes(
                        expected.uint64("number"),
                        expected.hash("parentHash"),
                        expected.uint64("timestamp"),
                        expected.hash("prevRandao"),
                        expected.hash("parentBeaconBlockRoot"),
                        expected.bytes("extraData"),
                        expected.address("feeRecipient"),
                        expected.uint64("gasLimit")));
        assertThat(attributes.differences(L2BlockHeader.decode(vector.bytes("blockRlp"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void encodesDecodesAndHashesTheHeader(Vectors vector) throws MalformedRlpException {
        L2BlockHeader header = header(vector.get("block"));

        assertThat(header.encode()).isEqualTo(vector.bytes("blockRlp"));
        assertThat(header.hash()).isEqualTo(vector.hash("blockHash"));
        assertThat(L2BlockHeader.decode(vector.bytes("blockRlp"))).isEqualTo(header);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesTheBlock(Vectors vector) {
        Vectors named = cases().filter(c -> c.text("name").equals(vector.text("case")))
                .findFirst()
                .orElseThrow();

        assertThat(isBlockOf(attributes(named), vector.bytes("blockRlp"))).isFalse();
    }

    private static boolean isBlockOf(L2BlockAttributes attributes, Bytes rlp) {
        try {
            return attributes.differences(L2BlockHeader.decode(rlp)).isEmpty();
        } catch (MalformedRlpException e) {
            return false;
        }
    }

    private static L2BlockAttributes attributes(Vectors vector) {
        BatchHeader header = SignedObjects.header(vector.get("header"));
        Policy policy =
                new Policy(1, 1, 3, 23, 1000, 0, 0, 0, 0, 0, 0, vector.address("feeRecipient"), BigInteger.ZERO);
        return L2BlockAttributes.of(
                header,
                vector.hash("batchHash"),
                policy,
                new L2BlockAttributes.Parent(vector.hash("parentBlockHash"), vector.uint64("parentTimestamp")),
                vector.uint64("genesisGasLimit"));
    }

    private static L2BlockHeader header(Vectors b) {
        return new L2BlockHeader(
                b.hash("parentHash"),
                b.hash("sha3Uncles"),
                b.address("miner"),
                b.hash("stateRoot"),
                b.hash("transactionsRoot"),
                b.hash("receiptsRoot"),
                b.bytes("logsBloom"),
                b.integer("difficulty"),
                b.uint64("number"),
                b.uint64("gasLimit"),
                b.uint64("gasUsed"),
                b.uint64("timestamp"),
                b.bytes("extraData"),
                b.hash("mixHash"),
                b.bytes("nonce"),
                b.integer("baseFeePerGas"),
                b.hash("withdrawalsRoot"),
                b.uint64("blobGasUsed"),
                b.uint64("excessBlobGas"),
                b.hash("parentBeaconBlockRoot"),
                b.hash("requestsHash"));
    }
}
