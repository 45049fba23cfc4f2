package dev.candor.protocol.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TypesTest {
    @Test
    void comparesBytesAsUnsigned() {
        Hash32 low = Hash32.fromHex("0x7f" + "ff".repeat(31));
        Hash32 high = Hash32.fromHex("0x80" + "00".repeat(31));

        assertThat(low).isLessThan(high);
        assertThat(Bytes.fromHex("0x80")).isGreaterThan(Bytes.fromHex("0x7fff"));
    }

    @Test
    void comparesNumbersAsUnsigned() {
        Seq largest = Seq.parse("18446744073709551615");

        assertThat(largest).isGreaterThan(Seq.ZERO).hasToString("18446744073709551615");
        assertThat(Seq.ZERO.isBefore(largest)).isTrue();
        assertThat(BatchNumber.GENESIS.next()).isEqualTo(BatchNumber.FIRST);
    }

    @Test
    void hasNoBatchBeforeGenesis() {
        assertThatThrownBy(BatchNumber.GENESIS::previous).hasMessageContaining("found genesis");
    }

    @Test
    void copiesWhereTheCallerMayWrite() {
        byte[] source = {1, 2, 3};
        Bytes copy = Bytes.copyOf(source);
        source[0] = 9;
        copy.toArray()[1] = 9;

        assertThat(copy).isEqualTo(Bytes.fromHex("0x010203"));
    }

    @Test
    void refusesOtherSizes() {
        assertThatThrownBy(() -> Hash32.fromHex("0x00")).hasMessageContaining("Expected 32 bytes");
        assertThatThrownBy(() -> Address.fromHex("0x" + "00".repeat(21))).hasMessageContaining("found 21");
        assertThatThrownBy(() -> Bytes.fromHex("0x0g")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bytes.fromHex("0x0")).isInstanceOf(IllegalArgumentException.class);
    }
}
