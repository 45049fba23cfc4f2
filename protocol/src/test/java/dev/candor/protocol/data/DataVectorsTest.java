package dev.candor.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import dev.candor.protocol.vectors.Vectors;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataVectorsTest {
    private static final Vectors FILE = Vectors.file("data-encoding");
    private static final String NO_DUPLICATE = "18446744073709551615";

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    static Stream<Vectors> varints() {
        return FILE.stream("varints");
    }

    static Stream<Vectors> zigzag() {
        return FILE.stream("zigzag");
    }

    static Stream<Vectors> invalidVarints() {
        return FILE.stream("invalidVarints");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void encodesTheContentByteForByte(Vectors vector) {
        BatchContent content = content(vector);

        assertThat(content.encode(firstSeq(vector), vector.uint64("sealedAtMillis")))
                .isEqualTo(vector.bytes("content"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesWhatAnotherEncoderMade(Vectors vector) throws InvalidBatchDataException {
        assertThat(decode(vector)).isEqualTo(content(vector));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesWhatItEncodes(Vectors vector) throws InvalidBatchDataException {
        BatchData data = BatchData.encode(vector.bytes("content"));

        assertThat(data.decode(vector.uint64("contentBound"))).isEqualTo(vector.bytes("content"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void boundsTheContent(Vectors vector) {
        assertThat(BatchData.maxContentBytes(vector.uint32("maxBytes"), vector.uint64("seqCount")))
                .isEqualTo(vector.uint64("contentBound"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesAtTheStageTheVectorNames(Vectors vector) throws InvalidBatchDataException {
        if (vector.bytes("data").isEmpty()) {
            assertThatThrownBy(() -> data(vector)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        if (vector.text("stage").equals("frame")) {
            assertThatThrownBy(() -> data(vector).decode(bound(vector))).isInstanceOf(InvalidBatchDataException.class);
            return;
        }
        data(vector).decode(bound(vector));
        assertThatThrownBy(() -> decode(vector)).isInstanceOf(InvalidBatchDataException.class);
    }

    @ParameterizedTest
    @MethodSource("varints")
    void writesAndReadsVarints(Vectors vector) throws InvalidBatchDataException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Varints.write(out, vector.uint64("value"));

        assertThat(Bytes.wrap(out.toByteArray())).isEqualTo(vector.bytes("encoded"));
        Varints.Reader reader = new Varints.Reader(vector.bytes("encoded").toArray());
        assertThat(reader.read("a number")).isEqualTo(vector.uint64("value"));
        assertThat(reader.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("zigzag")
    void mapsSignedToUnsigned(Vectors vector) {
        long signed = Long.parseLong(vector.text("signed"));

        assertThat(Varints.zigzag(signed)).isEqualTo(vector.uint64("unsigned"));
        assertThat(Varints.unzigzag(vector.uint64("unsigned"))).isEqualTo(signed);
    }

    @ParameterizedTest
    @MethodSource("invalidVarints")
    void refusesOtherVarints(Vectors vector) {
        Varints.Reader reader = new Varints.Reader(vector.bytes("encoded").toArray());

        assertThatThrownBy(() -> reader.read("a number")).isInstanceOf(InvalidBatchDataException.class);
    }

    @Test
    void refusesADuplicateOfSomethingLater() {
        BatchContent content = new BatchContent(List.of(new DataArrival.Duplicate(1, new Seq(7))), Bytes.EMPTY);

        assertThatThrownBy(() -> content.encode(new Seq(7), 1)).hasMessageContaining("repeat an earlier one");
    }

    private static BatchContent decode(Vectors vector) throws InvalidBatchDataException {
        return BatchContent.decode(
                data(vector).decode(bound(vector)),
                firstSeq(vector),
                vector.uint64("seqCount"),
                vector.uint64("sealedAtMillis"));
    }

    private static BatchData data(Vectors vector) {
        Bytes whole = vector.bytes("data");
        return new BatchData(List.of(whole));
    }

    private static long bound(Vectors vector) {
        return BatchData.maxContentBytes(vector.uint32("maxBytes"), vector.uint64("seqCount"));
    }

    private static Seq firstSeq(Vectors vector) {
        return new Seq(vector.uint64("firstSeq"));
    }

    private static BatchContent content(Vectors vector) {
        List<DataArrival> arrivals =
                vector.list("arrivals").stream().map(DataVectorsTest::arrival).toList();
        return new BatchContent(arrivals, vector.bytes("l2Header"));
    }

    private static DataArrival arrival(Vectors item) {
        long receivedAtMillis = item.uint64("receivedAtMillis");
        if (!item.bytes("raw").isEmpty()) {
            return new DataArrival.Transaction(receivedAtMillis, item.bytes("raw"));
        }
        return item.text("duplicateOf").equals(NO_DUPLICATE)
                ? new DataArrival.Empty()
                : new DataArrival.Duplicate(receivedAtMillis, new Seq(item.uint64("duplicateOf")));
    }
}
