package dev.candor.protocol.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.rlp.MalformedRlpException.Problem;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.vectors.EthereumTestcases;
import dev.candor.protocol.vectors.Vectors;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RlpTest {
    @Test
    void writesAndReadsWhatOthersWrite() throws MalformedRlpException {
        List<Vectors> cases = EthereumTestcases.file("rlp-coder").list();
        assertThat(cases).hasSizeGreaterThan(50);
        for (Vectors vector : cases) {
            Bytes encoded = vector.bytes("encoded");
            assertThat(Bytes.wrap(encode(vector.get("decoded"))))
                    .as(vector.text("name"))
                    .isEqualTo(encoded);

            RlpReader reader = RlpReader.of(encoded.toArray());
            readAndCompare(reader, vector.get("decoded"));
            reader.requireEnd("the item");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x, WRONG_SHAPE",
        "0xc0, WRONG_SHAPE",
        "0x81, NOT_CANONICAL",
        "0x8100, NOT_CANONICAL",
        "0x817f, NOT_CANONICAL",
        "0x820102ff, WRONG_SHAPE",
        "0x8301, NOT_CANONICAL",
        "0xb8, NOT_CANONICAL",
        "0xb800, NOT_CANONICAL",
        "0xb837, NOT_CANONICAL",
        "0xb90038, NOT_CANONICAL",
        "0xbfffffffffffffffff, NOT_CANONICAL",
        "0xbb7fffffff, NOT_CANONICAL",
        "0xbbffffffff, NOT_CANONICAL"
    })
    void refusesStringsThatAreNotCanonical(String hex, Problem problem) {
        RlpReader reader = RlpReader.of(Bytes.fromHex(hex).toArray());

        assertThatThrownBy(() -> {
                    reader.string("a string");
                    reader.requireEnd("the input");
                })
                .isInstanceOfSatisfying(
                        MalformedRlpException.class,
                        e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @ParameterizedTest
    @CsvSource({"0x00", "0x820001", "0x89010000000000000000", "0xc0"})
    void refusesNumbersThatAreNot64BitsOrCanonical(String hex) {
        RlpReader reader = RlpReader.of(Bytes.fromHex(hex).toArray());

        assertThatThrownBy(() -> reader.uint64("a number")).isInstanceOf(MalformedRlpException.class);
    }

    /** Whatever is thrown at it: a value, or a refusal; never another exception, never bytes from outside the list. */
    @Test
    void survivesRandomBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && i % 2 == 0) {
                bytes[0] = (byte) (0xb0 + random.nextInt(0x50));
            }
            readAll(RlpReader.of(bytes), random, 0);
        }
    }

    private static void readAll(RlpReader reader, Random random, int depth) {
        try {
            while (!reader.atEnd()) {
                if (random.nextBoolean() && depth < 8) {
                    readAll(reader.list("a list"), random, depth + 1);
                } else {
                    reader.string("a string");
                }
            }
        } catch (MalformedRlpException e) {
            assertThat(e).hasMessageStartingWith("Expected");
        }
    }

    private static byte[] encode(Vectors item) {
        return item.isList()
                ? Rlp.list(item.list().stream().map(RlpTest::encode).toList())
                : Rlp.string(item.bytes());
    }

    private static void readAndCompare(RlpReader reader, Vectors expected) throws MalformedRlpException {
        if (!expected.isList()) {
            assertThat(reader.string("a string")).isEqualTo(expected.bytes());
            return;
        }
        RlpReader items = reader.list("a list");
        for (Vectors item : expected.list()) {
            readAndCompare(items, item);
        }
        items.requireEnd("the list");
    }
}
