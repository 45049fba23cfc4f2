package dev.candor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    private static final String WELL_KNOWN = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String OWN = "0x" + "46".repeat(32);

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("key"), text);
    }

    @Test
    void signsWithTheKeyOfTheFile() throws IOException {
        assertThat(new KeyFiles(false).signer("order", file(OWN + "\n")).address())
                .hasToString("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");
    }

    @Test
    void refusesAWellKnownKeyOutsideTheDevnet() throws IOException {
        Path file = file(WELL_KNOWN);

        assertThatThrownBy(() -> new KeyFiles(false).signer("order", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected a secret order key")
                .hasMessageContaining("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        assertThat(new KeyFiles(true).signer("order", file).address())
                .hasToString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    }

    @Test
    void refusesTheKeysWithWhichTheWitnessesOfADevnetAttest() throws IOException {
        Path file = file(DevelopmentSeeds.attestation(2).toHex());

        assertThatThrownBy(() -> new KeyFiles(false).signer("attestation", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected a secret attestation key");
        assertThat(new KeyFiles(true).signer("attestation", file).address().isZero())
                .isFalse();
    }

    @Test
    void saysWhichPropertyLacksAFile() {
        assertThatThrownBy(() -> new KeyFiles(false).secret("beacon", Path.of("")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set candor.keys.beacon-key-file");
    }

    @Test
    void refusesAFileThatIsTooLargeForAKey() throws IOException {
        Path file = file("0x" + "46".repeat(400));

        assertThatThrownBy(() -> new KeyFiles(false).secret("beacon", file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsTheSeedOfAnEd25519Key() throws IOException {
        String seed = "0x" + "46".repeat(31) + "47";

        assertThat(new KeyFiles(false).ed25519Seed("witness", file(seed)).toHex())
                .isEqualTo(seed);
    }

    @Test
    void refusesAWellKnownSeedOutsideTheDevnet() throws IOException {
        for (String seed : List.of(
                DevelopmentSeeds.log().toHex(),
                DevelopmentSeeds.witness(0).toHex(),
                DevelopmentSeeds.witness(DevelopmentSeeds.WITNESSES - 1).toHex(),
                "0x" + "00".repeat(32),
                OWN)) {
            Path file = file(seed);
            assertThatThrownBy(() -> new KeyFiles(false).ed25519Seed("witness", file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Expected a secret witness key");
            assertThat(new KeyFiles(true).ed25519Seed("witness", file).toHex()).isEqualTo(seed);
        }
    }

    /** The devnet's beacon has such a scalar. */
    @Test
    void refusesAWellKnownSecretOfAnotherCurveOutsideTheDevnet() throws IOException {
        Path file = file("0x" + "2a".repeat(32));

        assertThatThrownBy(() -> new KeyFiles(false).secret("beacon", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected a secret beacon key");
        assertThat(new KeyFiles(true).secret("beacon", file).toHex()).isEqualTo("0x" + "2a".repeat(32));
    }

    @Test
    void refusesASeedOfAnotherLength() throws IOException {
        Path file = file("0x" + "46".repeat(30) + "47");

        assertThatThrownBy(() -> new KeyFiles(true).ed25519Seed("witness", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found 31");
    }
}
