package dev.candor.protocol.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.vectors.EthereumTestcases;
import dev.candor.protocol.vectors.Vectors;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EthereumHashesTest {
    @Test
    void hashesAsOthersDo() {
        List<Vectors> cases = EthereumTestcases.file("hashes").list();
        assertThat(cases).hasSizeGreaterThan(500);
        for (Vectors vector : cases) {
            byte[] data = vector.bytes("data").toArray();

            assertThat(Keccak256.hash(data)).isEqualTo(vector.hash("keccak256"));
            assertThat(Sha256.hash(data)).isEqualTo(vector.hash("sha256"));
        }
    }

    @Test
    void hashesPartsAsTheirWhole() {
        Bytes whole = Bytes.fromHex("0x0102030405060708");

        assertThat(Keccak256.hash(new byte[] {1, 2, 3}, new byte[0], new byte[] {4, 5, 6, 7, 8}))
                .isEqualTo(Keccak256.hash(whole));
        assertThat(Keccak256.hash(Bytes.fromHex("0x000102030405060708ff").toArray(), 1, 8))
                .isEqualTo(Keccak256.hash(whole));
    }

    @Test
    void spellsAddressesWithTheirChecksum() {
        List<Vectors> cases = EthereumTestcases.file("accounts").list();
        assertThat(cases).hasSizeGreaterThan(1_000);
        for (Vectors vector : cases) {
            String spelled = vector.text("checksumAddress");

            assertThat(Eip55.format(vector.address("address"))).isEqualTo(spelled);
            assertThat(Eip55.parse(spelled)).isEqualTo(vector.address("address"));
        }
    }

    @Test
    void refusesAMistypedChecksum() {
        String mistyped = "0x03582910e5Bc7A12793Da58559ABA9a6C4138e44";

        assertThatThrownBy(() -> Eip55.parse(mistyped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x03582910e5Bc7A12793Da58559ABA9a6C4138E44");
        assertThat(Eip55.parse(mistyped.toLowerCase(Locale.ROOT)))
                .isEqualTo(Eip55.parse("0x03582910e5Bc7A12793Da58559ABA9a6C4138E44"));
    }
}
