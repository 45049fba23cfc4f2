package dev.candor.protocol.eip712;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.vectors.SignedObjects;
import dev.candor.protocol.vectors.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Eip712VectorsTest {
    private static final Vectors FILE = Vectors.file("eip712");
    private static final CandorDomain DOMAIN = new CandorDomain(
            FILE.get("domain").uint64("chainId"), FILE.get("domain").address("verifyingContract"));

    static Stream<Arguments> objects() {
        return FILE.stream("types")
                .map(type -> type.text("name"))
                .flatMap(name -> FILE.get("objects").stream(name).map(c -> Arguments.of(name, c)));
    }

    @Test
    void computesTheDomainSeparator() {
        assertThat(TypeHashes.EIP712_DOMAIN).isEqualTo(FILE.hash("domainTypeHash"));
        assertThat(DOMAIN.separator()).isEqualTo(FILE.hash("domainSeparator"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void hashesSignsAndRecoversEveryObject(String type, Vectors vector) {
        // given
        SignedObject object = SignedObjects.of(type, vector.get("message"));
        PrivateKey key = PrivateKey.of(vector.bytes("privateKey").toArray());

        // when
        Hash32 digest = object.digest(DOMAIN);

        // then
        assertThat(object.structHash()).isEqualTo(vector.hash("structHash"));
        assertThat(digest).isEqualTo(vector.hash("digest"));
        assertThat(Secp256k1.sign(digest, key).toHex()).isEqualTo(vector.text("signature"));
        assertThat(Secp256k1.recover(digest, Secp256k1.sign(digest, key))).contains(vector.address("signer"));
        assertThat(key.address()).isEqualTo(vector.address("signer"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void namesTheTypeHashOfTheText(String type, Vectors vector) {
        Vectors expected = FILE.stream("types")
                .filter(t -> t.text("name").equals(type))
                .findFirst()
                .orElseThrow();

        assertThat(SignedObjects.of(type, vector.get("message")).typeHash())
                .isEqualTo(expected.hash("typeHash"))
                .isEqualTo(Keccak256.hashUtf8(expected.text("encodeType")));
    }

    @Test
    void derivesTheCutFromTheHeader() {
        Vectors vector = FILE.get("cutOfHeader");
        BatchHeader header = SignedObjects.header(vector.get("header"));

        assertThat(header.digest(DOMAIN)).isEqualTo(vector.hash("batchHash"));
        assertThat(header.cutHash(DOMAIN)).isEqualTo(vector.hash("cutHash"));
    }

    @Test
    void separatesDomainsByChainAndContract() {
        Bytes other = Bytes.fromHex("0x00000000000000000000000000000000000000aa");

        assertThat(new CandorDomain(DOMAIN.l1ChainId() + 1, DOMAIN.rollup())).isNotEqualTo(DOMAIN);
        assertThat(new CandorDomain(DOMAIN.l1ChainId(), Address.wrap(other.toArray())))
                .isNotEqualTo(DOMAIN);
        assertThat(new CandorDomain(DOMAIN.l1ChainId(), DOMAIN.rollup()))
                .isEqualTo(DOMAIN)
                .hasSameHashCodeAs(DOMAIN);
    }
}
