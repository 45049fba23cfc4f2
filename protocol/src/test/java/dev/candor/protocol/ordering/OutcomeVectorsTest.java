package dev.candor.protocol.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.vectors.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeVectorsTest {
    private static final Vectors FILE = Vectors.file("outcomes");

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void encodesEveryOutcomeAndTheirRoot(Vectors vector) {
        List<OutcomeLeaf> leaves = leaves(vector);

        assertThat(leaves.stream().map(leaf -> Bytes.wrap(leaf.encode())).toList())
                .isEqualTo(vector.list("outcomes").stream()
                        .map(o -> o.bytes("leaf"))
                        .toList());
        assertThat(OutcomeLeaf.root(leaves)).isEqualTo(vector.hash("root"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void neverMakesTheMistake(Vectors vector) {
        Vectors named = cases().filter(c -> c.text("case").equals(vector.text("case")))
                .findFirst()
                .orElseThrow();

        assertThat(OutcomeLeaf.root(leaves(named))).isNotEqualTo(vector.hash("root"));
    }

    @Test
    void refusesGasUsedByASkippedTransaction() {
        assertThatThrownBy(() -> new OutcomeLeaf(0, Hash32.ZERO, Outcome.SKIPPED, 21_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<OutcomeLeaf> leaves(Vectors vector) {
        return vector.list("outcomes").stream()
                .map(o -> new OutcomeLeaf(
                        o.uint32("position"),
                        o.hash("txHash"),
                        Outcome.ofCode(o.uint32("outcome")),
                        o.uint64("gasUsed")))
                .toList();
    }
}
