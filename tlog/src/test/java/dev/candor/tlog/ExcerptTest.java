package dev.candor.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void repeatsUntrustedTextOnOneShortLine() {
        assertThat(Excerpt.of("a path")).isEqualTo("a path");
        assertThat(Excerpt.of("a\nb\r\t\u0000\u0085c")).isEqualTo("a\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFDc");
        assertThat(Excerpt.of("x".repeat(100_000))).hasSize(81);
        assertThat(TileResource.parse("tile/0/000\nERROR forged line"))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.why()).doesNotContain("\n"));
    }
}
