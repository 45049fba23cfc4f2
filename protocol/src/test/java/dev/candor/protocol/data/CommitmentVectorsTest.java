package dev.candor.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.vectors.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommitmentVectorsTest {
    private static final Vectors FILE = Vectors.file("commitment");

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> dataHashes() {
        return FILE.stream("dataHashes");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hashesWhatL1Keeps(Vectors vector) {
        assertThat(commitment(vector).hash()).isEqualTo(vector.hash("hash"));
    }

    @ParameterizedTest
    @MethodSource("dataHashes")
    void hashesChunks(Vectors vector) {
        BatchData data =
                new BatchData(vector.list("chunks").stream().map(Vectors::bytes).toList());

        assertThat(data.dataHashes()).isEqualTo(vector.hashes("dataHashes"));
        assertThat(data.dataHash()).isEqualTo(vector.hash("dataHash"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void neverMakesTheMistake(Vectors vector) {
        Vectors named = cases().filter(c -> c.text("case").equals(vector.text("case")))
                .findFirst()
                .orElseThrow();

        assertThat(commitment(named).hash()).isNotEqualTo(vector.hash("hash"));
    }

    private static BatchCommitment commitment(Vectors vector) {
        Vectors fields = vector.get("fields");
        return new BatchCommitment(
                fields.hash("batchHash"),
                fields.hash("executionHash"),
                fields.hash("dataHash"),
                fields.uint64("postedAt"),
                fields.uint64("challengeWindow"));
    }
}
