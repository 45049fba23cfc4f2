package dev.candor.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.keys.DevelopmentSeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path directory;

    private final String database = WitnessDatabase.url();

    @Test
    void remembersWhatItCosignedAndFollowsItsFile() throws IOException {
        TestLog first = TestLog.fresh();
        TestLog second = TestLog.fresh();
        Path key = RunningWitness.keyFile(directory);
        Path logs = directory.resolve("logs");

        // given
        Files.writeString(
                logs, "# ours\n\n" + first.vkey() + "\nlog " + second.vkey() + " https://log.example\nquorum none\n");
        try (RunningWitness witness = start(key, logs)) {
            assertThat(witness.addCheckpoint(first.request(0, 8)).statusCode()).isEqualTo(200);
            assertThat(witness.addCheckpoint(second.request(0, 2)).statusCode()).isEqualTo(200);
        }

        // when
        Files.writeString(logs, first.vkey() + "\n");
        try (RunningWitness witness = start(key, logs)) {
            // then
            assertThat(new String(witness.addCheckpoint(first.request(0, 9)).body(), UTF_8))
                    .isEqualTo("8\n");
            assertThat(witness.addCheckpoint(first.forked().request(8, 9)).statusCode())
                    .isEqualTo(422);
            assertThat(witness.addCheckpoint(first.request(8, 9)).statusCode()).isEqualTo(200);
            assertThat(witness.addCheckpoint(second.request(2, 3)).statusCode()).isEqualTo(404);

            witness.trust(second.vkey());
            assertThat(new String(witness.addCheckpoint(second.request(0, 3)).body(), UTF_8))
                    .isEqualTo("2\n");
        }
    }

    @Test
    void refusesAFileOfLogsThatItCannotRead() throws IOException {
        Path key = RunningWitness.keyFile(directory);
        Path logs = Files.writeString(directory.resolve("logs"), "\nlog.example.org+12345678+AAAA\n");

        assertThatThrownBy(() -> start(key, logs).close())
                .hasMessageContaining("candor.witness.logs-file")
                .hasMessageContaining("Line 2");
        assertThatThrownBy(() -> start(key, directory.resolve("none")).close())
                .hasMessageContaining("candor.witness.logs-file");
    }

    @Test
    void refusesAWellKnownKeyOutsideTheDevnet() throws IOException {
        Path key = Files.writeString(
                directory.resolve("key"), DevelopmentSeeds.witness(0).toHex());

        assertThatThrownBy(() -> RunningWitness.start(database, key).close())
                .rootCause()
                .hasMessageContaining("well-known development secret");
        RunningWitness.start(database, key, "--spring.profiles.active=devnet").close();
    }

    private RunningWitness start(Path key, Path logs) {
        return RunningWitness.start(database, key, "--candor.witness.logs-file=" + logs);
    }
}
