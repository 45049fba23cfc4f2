package dev.candor.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import dev.candor.protocol.vectors.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchDataPropertiesTest {
    private static final Bytes BLOCK_HEADER =
            Vectors.file("data-encoding").list("cases").getFirst().bytes("l2Header");
    private static final long SEALED_AT_MILLIS = 1_795_370_401_000L;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesBackWhatWasPutIn(long seed) throws InvalidBatchDataException {
        // given
        Random random = new Random(seed);
        Seq firstSeq = new Seq(1_000 + random.nextInt(100));
        BatchContent content = new BatchContent(arrivals(random, firstSeq), BLOCK_HEADER);

        // when
        Bytes encoded = content.encode(firstSeq, SEALED_AT_MILLIS);
        BatchData data = BatchData.encode(encoded);
        Bytes decoded = data.decode(encoded.size());

        // then
        int seqCount = content.arrivals().size();
        assertThat(decoded).isEqualTo(encoded);
        assertThat(BatchContent.decode(decoded, firstSeq, seqCount, SEALED_AT_MILLIS))
                .isEqualTo(content);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsOrRefusesDamagedContent(long seed) {
        Random random = new Random(seed);
        Seq firstSeq = new Seq(1_000);
        BatchContent content = new BatchContent(arrivals(random, firstSeq), BLOCK_HEADER);
        byte[] encoded = content.encode(firstSeq, SEALED_AT_MILLIS).toArray();
        for (int i = 0; i < 200; i++) {
            byte[] damaged = encoded.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                BatchContent read = BatchContent.decode(
                        Bytes.wrap(damaged), firstSeq, content.arrivals().size(), SEALED_AT_MILLIS);
                // What is read has one encoding only: its own.
                assertThat(read.encode(firstSeq, SEALED_AT_MILLIS)).isEqualTo(Bytes.wrap(damaged));
            } catch (InvalidBatchDataException e) {
                assertThat(e).hasMessageStartingWith("Expected");
            }
        }
    }

    @Test
    void cutsLargeDataIntoChunks() throws InvalidBatchDataException {
        byte[] incompressible = new byte[300_000];
        new Random(3).nextBytes(incompressible);

        BatchData data = BatchData.encode(Bytes.wrap(incompressible));

        assertThat(data.chunks()).hasSize(4).allMatch(chunk -> chunk.size() <= BatchData.MAX_CHUNK_BYTES);
        assertThat(data.size()).isGreaterThan(300_000);
        assertThat(data.decode(300_000)).isEqualTo(Bytes.wrap(incompressible));
        assertThatThrownBy(() -> data.decode(299_999)).isInstanceOf(InvalidBatchDataException.class);
    }

    @Test
    void keepsTheWindowWithinBoundsForTheLargestBatch() throws InvalidBatchDataException {
        // Larger than the window may be, and repetitive enough that an encoder would like a larger one.
        Bytes large = Bytes.wrap(new byte[20 << 20]);

        assertThat(BatchData.encode(large).decode(large.size())).isEqualTo(large);
    }

    @Test
    void refusesMoreThan64Chunks() {
        byte[] incompressible = new byte[65 * BatchData.MAX_CHUNK_BYTES];
        new Random(4).nextBytes(incompressible);

        assertThatThrownBy(() -> BatchData.encode(Bytes.wrap(incompressible))).hasMessageContaining("1 to 64 chunks");
    }

    @Test
    void capsWhatAHostileHeaderCanMakeItAllocate() {
        assertThat(BatchData.maxContentBytes(-1, -1L)).isLessThan(Integer.MAX_VALUE);
        assertThat(BatchData.maxContentBytes(0, 0)).isEqualTo(65_536 + 2_048);
    }

    private static List<DataArrival> arrivals(Random random, Seq firstSeq) {
        List<DataArrival> arrivals = new ArrayList<>();
        int count = random.nextInt(50);
        for (int i = 0; i < count; i++) {
            arrivals.add(arrival(random, firstSeq.plus(i)));
        }
        return arrivals;
    }

    private static DataArrival arrival(Random random, Seq seq) {
        long receivedAtMillis = random.nextInt(20) == 0
                ? random.nextLong() >>> 1
                : SEALED_AT_MILLIS - random.nextInt(5_000) + random.nextInt(100);
        return switch (random.nextInt(6)) {
            case 0 -> new DataArrival.Empty();
            case 1 -> new DataArrival.Duplicate(receivedAtMillis, new Seq(random.nextLong(seq.value())));
            default -> {
                byte[] raw = new byte[1 + random.nextInt(300)];
                random.nextBytes(raw);
                yield new DataArrival.Transaction(receivedAtMillis, Bytes.wrap(raw));
            }
        };
    }
}
