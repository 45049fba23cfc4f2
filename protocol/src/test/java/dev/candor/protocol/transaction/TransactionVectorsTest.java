package dev.candor.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.vectors.Vectors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionVectorsTest {
    private static final Vectors FILE = Vectors.file("transactions");
    private static final RollupId ROLLUP_ID = RollupId.parse(FILE.text("chainId"));
    private static final PrivateKey KEY = PrivateKey.of(FILE.bytes("privateKey").toArray());

    static Stream<Vectors> valid() {
        return FILE.stream("valid");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void decodesEveryField(Vectors vector) {
        // when
        EthTransaction tx = decoded(vector);

        // then
        assertThat(tx.hash()).isEqualTo(vector.hash("hash"));
        assertThat(tx.sender()).isEqualTo(vector.address("sender"));
        assertThat(tx.type().code()).isEqualTo(vector.uint32("type"));
        assertThat(tx.chainId()).isEqualTo(vector.uint64("chainId"));
        assertThat(tx.nonce()).isEqualTo(vector.uint64("nonce"));
        assertThat(tx.maxPriorityFeePerGas()).isEqualTo(vector.integer("maxPriorityFeePerGas"));
        assertThat(tx.maxFeePerGas()).isEqualTo(vector.integer("maxFeePerGas"));
        assertThat(tx.gasLimit()).isEqualTo(vector.uint64("gasLimit"));
        assertThat(tx.to()).isEqualTo(to(vector));
        assertThat(tx.value()).isEqualTo(vector.integer("value"));
        assertThat(tx.data()).isEqualTo(vector.bytes("data"));
        assertThat(tx.accessList()).isEqualTo(accessList(vector));
        assertThat(tx.authorizations()).isEqualTo(authorizations(vector));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void signsTheSameBytes(Vectors vector) {
        // given
        EthTransaction tx = decoded(vector);
        UnsignedTransaction unsigned = new UnsignedTransaction(
                tx.type(),
                tx.chainId(),
                tx.nonce(),
                tx.maxPriorityFeePerGas(),
                tx.maxFeePerGas(),
                tx.gasLimit(),
                tx.to(),
                tx.value(),
                tx.data(),
                tx.accessList(),
                tx.authorizations());

        // when
        EthTransaction signed = TransactionSigner.of(KEY).sign(unsigned);

        // then
        assertThat(signed).isEqualTo(tx);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void computesIntrinsicAndFloorGas(Vectors vector) {
        IntrinsicGas gas = IntrinsicGas.of(decoded(vector));

        assertThat(gas.intrinsic()).isEqualTo(vector.uint64("intrinsicGas"));
        assertThat(gas.floor()).isEqualTo(vector.uint64("floorGas"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesWithTheReasonOfTheProtocol(Vectors vector) {
        RawTransaction result = RawTransaction.decode(vector.bytes("raw"), ROLLUP_ID);

        assertThat(result).isInstanceOf(RawTransaction.Malformed.class);
        RawTransaction.Malformed malformed = (RawTransaction.Malformed) result;
        assertThat(malformed.reason().refusal().name()).as(malformed.detail()).isEqualTo(vector.text("reason"));
    }

    private static EthTransaction decoded(Vectors vector) {
        return switch (RawTransaction.decode(vector.bytes("raw"), ROLLUP_ID)) {
            case RawTransaction.Decoded(EthTransaction transaction) -> transaction;
            case RawTransaction.Malformed malformed -> throw new AssertionError(malformed);
        };
    }

    private static Optional<Address> to(Vectors vector) {
        return vector.flag("isCreation") ? Optional.empty() : Optional.of(vector.address("to"));
    }

    private static List<AccessListEntry> accessList(Vectors vector) {
        return vector.list("accessList").stream()
                .map(entry -> new AccessListEntry(entry.address("address"), entry.hashes("storageKeys")))
                .toList();
    }

    private static List<Authorization> authorizations(Vectors vector) {
        return vector.list("authorizations").stream()
                .map(a -> new Authorization(
                        a.integer("chainId"),
                        a.address("address"),
                        a.uint64("nonce"),
                        a.uint32("yParity"),
                        hash(a, "r"),
                        hash(a, "s")))
                .toList();
    }

    private static Hash32 hash(Vectors authorization, String field) {
        byte[] magnitude = authorization.integer(field).toByteArray();
        byte[] word = new byte[Hash32.SIZE];
        int size = Math.min(magnitude.length, word.length);
        System.arraycopy(magnitude, magnitude.length - size, word, word.length - size, size);
        return Hash32.wrap(word);
    }
}
