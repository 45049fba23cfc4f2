package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryBundleTest {
    @Test
    void prefixesEntriesWithTheirLength() {
        byte[] bundle = EntryBundle.encode(List.of(new byte[] {7, 8}, new byte[0], new byte[300]));

        assertThat(Arrays.copyOf(bundle, 8)).containsExactly(0, 2, 7, 8, 0, 0, 1, 44);
        assertThat(bundle).hasSize(2 + 2 + 2 + 2 + 300);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void readsWhatItWrote(long seed) {
        Random random = new Random(seed);
        List<byte[]> entries = new ArrayList<>();
        int width = 1 + random.nextInt(256);
        for (int i = 0; i < width; i++) {
            byte[] entry = new byte[random.nextInt(10) == 0 ? EntryBundle.MAX_ENTRY_BYTES : random.nextInt(50)];
            random.nextBytes(entry);
            entries.add(entry);
        }
        EntryBundleId id = new EntryBundleId(seed, width);
        byte[] bundle = EntryBundle.encode(entries);

        assertThat(EntryBundle.decode(id, bundle).orThrow()).containsExactlyElementsOf(entries);
        for (int cut : new int[] {0, 1, bundle.length / 2, bundle.length - 1}) {
            assertThat(EntryBundle.decode(id, Arrays.copyOf(bundle, cut))).isInstanceOf(Parsed.Malformed.class);
        }
        assertThat(EntryBundle.decode(id, Arrays.copyOf(bundle, bundle.length + 1)))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(EntryBundle.decode(id, Arrays.copyOf(bundle, bundle.length + 2)))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesLengthsBeyondTheBundle() {
        EntryBundleId one = new EntryBundleId(0, 1);
        assertThat(EntryBundle.decode(one, new byte[] {(byte) 0xff, (byte) 0xff, 1}))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(EntryBundle.decode(one, new byte[] {0, 1})).isInstanceOf(Parsed.Malformed.class);
        assertThat(EntryBundle.decode(one, new byte[] {0, 0}).orThrow()).containsExactly(new byte[0]);
    }

    @Test
    void writesNoBundleThatCannotBeRead() {
        assertThatThrownBy(() -> EntryBundle.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[EntryBundle.MAX_ENTRY_BYTES + 1])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
