package dev.candor.protocol.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.vectors.Vectors;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVectorsTest {
    private static final Vectors FILE = Vectors.file("eip712");

    static Stream<Vectors> signatures() {
        return FILE.stream("signatures");
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void acceptsASignatureAsTheVectorSays(Vectors vector) {
        boolean accepted = parse(vector.bytes("signature"))
                .filter(signature -> Secp256k1.verify(vector.hash("digest"), signature, vector.address("signer")))
                .isPresent();

        assertThat(accepted).isEqualTo(vector.flag("valid"));
    }

    /** The Mail example of EIP-712. */
    @Test
    void signsTheMailExample() {
        // given
        Vectors mail = FILE.get("thirdParty");
        PrivateKey key = PrivateKey.of(mail.bytes("privateKey").toArray());
        Hash32 digest = mail.hash("digest");

        // when
        Signature65 signature = Secp256k1.sign(digest, key);

        // then
        assertThat(signature.toHex()).isEqualTo(mail.text("signature"));
        assertThat(Secp256k1.recover(digest, signature)).contains(mail.address("signer"));
        assertThat(key.address()).isEqualTo(mail.address("signer"));
    }

    private static Optional<Signature65> parse(Bytes bytes) {
        try {
            return Optional.of(Signature65.of(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
