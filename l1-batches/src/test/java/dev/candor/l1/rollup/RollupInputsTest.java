package dev.candor.l1.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollupInputsTest {
    private static final Bytes POST_DATA =
            Keccak256.hashUtf8("postData(bytes)").toBytes().slice(0, 4);

    @Test
    void readsTheChunkOfAPost() throws Exception {
        Bytes input = Bytes.concat(POST_DATA, word(32), word(3), Bytes.fromHex("0x0a0b0c" + "00".repeat(29)));

        assertThat(RollupInputs.chunk(input)).isEqualTo(Bytes.fromHex("0x0a0b0c"));
    }

    @Test
    void refusesOffsetsAndLengthsBeyondTheInput() {
        for (Bytes arguments : new Bytes[] {
            Bytes.EMPTY,
            word(1 << 20),
            Bytes.concat(word(32), word(33)),
            Bytes.concat(word(32), Bytes.fromHex("0x" + "ff".repeat(32))),
            Bytes.fromHex("0x" + "ff".repeat(64))
        }) {
            assertThatThrownBy(() -> RollupInputs.chunk(Bytes.concat(POST_DATA, arguments)))
                    .isInstanceOf(AbiReader.MalformedAbiException.class);
        }
        assertThatThrownBy(() -> RollupInputs.batches(Bytes.concat(POST_DATA, word(32))))
                .isInstanceOf(AbiReader.MalformedAbiException.class)
                .hasMessageContaining("postBatches");
    }

    @Test
    void failsInNoOtherWayWhateverTheInputIs() {
        Random random = new Random(20261123);
        for (int round = 0; round < 5_000; round++) {
            byte[] arguments = new byte[32 * random.nextInt(80)];
            for (int i = 31; i < arguments.length; i += 32) {
                arguments[i] = (byte) random.nextInt();
            }
            try {
                assertThat(RollupInputs.chunk(Bytes.concat(POST_DATA, Bytes.wrap(arguments))))
                        .isNotNull();
            } catch (AbiReader.MalformedAbiException expected) {
                assertThat(expected).hasMessageContaining("Expected");
            }
        }
    }

    private static Bytes word(int value) {
        return Bytes.fromHex("0x%064x".formatted(value));
    }
}
