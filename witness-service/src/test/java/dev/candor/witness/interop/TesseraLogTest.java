package dev.candor.witness.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.localservers.GoProgram;
import dev.candor.tlog.Ed25519Note;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.PolicyVerdict;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TrustPolicy;
import dev.candor.tlog.VerifierKey;
import dev.candor.witness.RunningWitness;
import dev.candor.witness.WitnessDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is not ours, transparency-dev's Tessera unmodified, publishes nothing without a cosignature of our witness. */
class TesseraLogTest {
    private static final GoProgram TESSERA =
            new GoProgram("posix-oneshot", "github.com/transparency-dev/tessera/cmd/examples/posix-oneshot", "v1.0.4");
    private static final String ORIGIN = "tessera.example.org/log";

    @TempDir
    private Path directory;

    @Test
    void cosignsEveryCheckpointOfATesseraLog() throws IOException, InterruptedException {
        assumeTrue(GoProgram.hasGo(), "Expected a recent Go on the PATH to build Tessera with, found none.");
        byte[] seed = new SecureRandom().generateSeed(32);
        VerifierKey logKey = Ed25519Note.verifierKey(ORIGIN, Ed25519PrivateKey.ofSeed(seed));
        Files.writeString(directory.resolve("log.key"), privateKey(logKey, seed));

        try (RunningWitness witness = RunningWitness.start(WitnessDatabase.url(), RunningWitness.keyFile(directory))) {
            // given
            String policy = "log %s\nwitness ours %s %s\nquorum ours\n"
                    .formatted(logKey.print(), witness.vkey(), witness.url());
            Files.writeString(directory.resolve("policy"), policy);
            assertThat(witness.trust(logKey.print()).statusCode()).isEqualTo(200);

            // when: three runs, each of which makes the log longer
            for (int run = 1; run <= 3; run++) {
                Files.writeString(directory.resolve("entry-" + run + "a"), "first of " + run);
                Files.writeString(directory.resolve("entry-" + run + "b"), "second of " + run);
                append(directory.resolve("entry-" + run + "*"));

                // then
                byte[] checkpoint = Files.readAllBytes(directory.resolve("storage/checkpoint"));
                PolicyVerdict verdict = TrustPolicy.parse(policy.getBytes(UTF_8))
                        .orThrow()
                        .evaluate(SignedNote.parse(checkpoint).orThrow());
                long size = 2L * run;
                assertThat(verdict)
                        .isInstanceOfSatisfying(
                                PolicyVerdict.Satisfied.class,
                                satisfied -> assertThat(
                                                satisfied.checkpoint().tree().size())
                                        .isEqualTo(size));
                assertThat(witness.json("/v1/witness")
                                .path("logs")
                                .path("logs")
                                .get(0)
                                .path("size")
                                .asString())
                        .isEqualTo(Long.toString(size));
            }
        }
    }

    private void append(Path entries) throws IOException, InterruptedException {
        Path output = directory.resolve("tessera.log");
        Process tessera = new ProcessBuilder(
                        TESSERA.installed(line -> {}).toString(),
                        "--storage_dir=" + directory.resolve("storage"),
                        "--entries=" + entries,
                        "--private_key=" + directory.resolve("log.key"),
                        "--witness_policy_file=" + directory.resolve("policy"),
                        "--logtostderr")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = tessera.waitFor(60, TimeUnit.SECONDS);
        tessera.destroyForcibly();
        assertThat(ended && tessera.exitValue() == 0)
                .as(() -> "Tessera ends well; it said:\n" + text(output))
                .isTrue();
    }

    /** The form of golang.org/x/mod/sumdb/note. */
    private static String privateKey(VerifierKey key, byte[] seed) {
        byte[] typed =
                ByteBuffer.allocate(33).put(VerifierKey.ED25519).put(seed).array();
        return "PRIVATE+KEY+%s+%s+%s"
                .formatted(
                        key.name(),
                        HexFormat.of().toHexDigits(key.keyId()),
                        Base64.getEncoder().encodeToString(typed));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
