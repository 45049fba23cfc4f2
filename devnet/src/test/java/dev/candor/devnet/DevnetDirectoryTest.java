package dev.candor.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.devnet.DevnetDirectory.Origin;
import dev.candor.localservers.ServerFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevnetDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void isHeldByOneDevnetAtATime() {
        try (DevnetDirectory held = DevnetDirectory.open(folder)) {
            assertThat(held.isNew()).isTrue();
            assertThatThrownBy(() -> DevnetDirectory.open(folder))
                    .isInstanceOf(ServerFailure.class)
                    .hasMessageContaining("another one running");
        }
        DevnetDirectory.open(folder).close();
    }

    @Test
    void keepsTheOriginOfItsFirstRun() {
        Origin first = new Origin(1, 1_760_000_000);
        try (DevnetDirectory directory = DevnetDirectory.open(folder)) {
            assertThat(directory.origin(first)).isEqualTo(first);
        }
        try (DevnetDirectory directory = DevnetDirectory.open(folder)) {
            assertThat(directory.origin(new Origin(2, 1_770_000_000))).isEqualTo(first);
        }
    }

    @Test
    void aTemporaryOneGoesAwayUnlessItShouldBeLookedAt() {
        DevnetDirectory discarded = DevnetDirectory.open(null);
        DevnetDirectory kept = DevnetDirectory.open(null);

        discarded.close(false);
        kept.close(true);

        assertThat(discarded.root()).doesNotExist();
        assertThat(kept.root()).isDirectory();
        DevnetDirectory.open(kept.root()).close();
        deleteLock(kept.root());
    }

    private static void deleteLock(Path root) {
        try {
            Files.delete(root.resolve("devnet.lock"));
            Files.delete(root);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
