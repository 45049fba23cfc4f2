package dev.candor.protocol.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseFeeTest {
    /** The cases that Ethereum's clients share: at, below and above the target of half the limit. */
    @ParameterizedTest
    @CsvSource({
        "1000000000, 10000000, 20000000, 1000000000",
        "1000000000, 9000000, 20000000, 987500000",
        "1000000000, 11000000, 20000000, 1012500000",
        "1000000000, 0, 20000000, 875000000",
        "1000000000, 20000000, 20000000, 1125000000",
        "7, 20000000, 20000000, 8",
        "7, 0, 20000000, 7",
        "0, 20000000, 20000000, 1"
    })
    void followsTheParent(BigInteger baseFee, long gasUsed, long gasLimit, BigInteger expected) {
        assertThat(BaseFee.after(baseFee, gasUsed, gasLimit)).isEqualTo(expected);
    }
}
