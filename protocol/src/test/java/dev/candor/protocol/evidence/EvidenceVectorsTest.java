package dev.candor.protocol.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.vectors.Vectors;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** spec/vectors/evidence.json, which the checkers' own tests decode and decide. */
class EvidenceVectorsTest {
    private static final Vectors FILE = Vectors.file("evidence");

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> schemas() {
        return FILE.stream("schemas");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void encodesWhatTheCheckerDecodes(Vectors vector) {
        Evidence evidence = EvidenceCases.of(vector);

        assertThat(evidence.kind().code()).isEqualTo(vector.uint32("kind"));
        assertThat(evidence.encode()).isEqualTo(vector.bytes("evidence"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesTheFault(Vectors vector) {
        if (!vector.flag("proven")) {
            assertThat(vector.has("faultId")).isFalse();
            return;
        }
        FaultId fault = new FaultId(
                vector.uint32("kind"),
                vector.hash("accused"),
                new RollupId(FILE.uint64("rollupId")),
                vector.bytes("slot"));

        assertThat(fault.hash()).isEqualTo(vector.hash("faultId"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void knowsTheSchemas(Vectors vector) {
        FaultKind kind = Arrays.stream(FaultKind.values())
                .filter(candidate -> candidate.code() == vector.uint32("kind"))
                .findFirst()
                .orElseThrow();

        assertThat(kind.abiType()).isEqualTo(vector.text("abiType"));
        assertThat(kind.schemaHash()).isEqualTo(vector.hash("schemaHash"));
    }

    @Test
    void hasACaseForEveryKind() {
        assertThat(cases().map(vector -> vector.uint32("kind")))
                .containsAll(
                        Arrays.stream(FaultKind.values()).map(FaultKind::code).toList());
        assertThat(schemas()).hasSameSizeAs(FaultKind.values());
    }
}
