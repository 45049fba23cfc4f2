package dev.candor.witness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.Geth;
import dev.candor.localservers.SdkExecutor;
import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.witness.RunningWitness;
import dev.candor.witness.WitnessDatabase;
import dev.candor.witness.rollup.WrittenRollup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import tools.jackson.databind.JsonNode;

/** A whole witness of a written rollup: its own database, its own client, asked over HTTP. */
final class AttestingWitness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final PrivateKey KEY = PrivateKey.fromHex("0x" + "0123456789abcdef".repeat(4));

    private final WrittenRollup rollup;
    private final Path directory;
    private final @Nullable Geth client;
    private final List<String> engine;
    private final String database = WitnessDatabase.url();
    private @Nullable RunningWitness service;

    AttestingWitness(WrittenRollup rollup, Path directory) {
        this(rollup, directory, Geth.start(rollup.genesis()), List.of());
    }

    private AttestingWitness(WrittenRollup rollup, Path directory, @Nullable Geth client, List<String> engine) {
        this.rollup = rollup;
        this.directory = directory;
        this.client = client;
        this.engine = engine;
    }

    /** With the executor of sdk/ in place of an execution client. */
    static AttestingWitness on(SdkExecutor executor, WrittenRollup rollup, Path directory) {
        return new AttestingWitness(rollup, directory, null, List.of("--candor.engine.executor-url=" + executor.url()));
    }

    Geth client() {
        Geth own = client;
        if (own == null) {
            throw new IllegalStateException("Expected a witness with a geth, found one with an executor.");
        }
        return own;
    }

    String database() {
        return database;
    }

    AttestingWitness start(BeanPostProcessor... disturbers) {
        List<String> settings = new ArrayList<>(List.of(
                "--candor.rollup-id=" + WrittenRollup.ROLLUP_ID,
                "--candor.l1.rpc-url=" + rollup.l1().rpcUrl(),
                "--candor.l1.chain-id=" + dev.candor.localservers.Anvil.CHAIN_ID,
                "--candor.l1.rollup-address=" + rollup.rollupAddress(),
                "--candor.l1.poll-interval=100ms",
                "--candor.engine.request-timeout=5s",
                "--candor.attest.patience=2s",
                "--candor.keys.attestation-key-file=" + attestationKey()));
        settings.addAll(client == null ? engine : gethOf(client));
        service = RunningWitness.start(
                database, RunningWitness.keyFile(directory), List.of(disturbers), settings.toArray(String[]::new));
        return this;
    }

    private static List<String> gethOf(Geth own) {
        return List.of(
                "--candor.engine.rpc-url=" + own.rpcUrl(),
                "--candor.engine.engine-url=" + own.engineUrl(),
                "--candor.engine.jwt-secret-file=" + own.jwtSecretFile());
    }

    private Path attestationKey() {
        try {
            return Files.writeString(directory.resolve("attestation.key"), "0x" + "0123456789abcdef".repeat(4) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        RunningWitness running = service;
        if (running != null) {
            running.close();
            service = null;
        }
    }

    RunningWitness service() {
        RunningWitness running = service;
        if (running == null) {
            throw new IllegalStateException("Expected a running witness, found none.");
        }
        return running;
    }

    /** Whether it has said anything about a batch. */
    boolean knows(long generation, long number) {
        return service()
                        .get("/v1/attestations/" + generation + "/" + number, "application/json")
                        .statusCode()
                == 200;
    }

    /** Waits for a verdict; L1 does not move meanwhile. Its signature is checked. */
    JsonNode awaitVerdict(long generation, long number, Verdict verdict) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(knows(generation, number)).isTrue();
            assertThat(attestation(generation, number).path("verdict").asString())
                    .isEqualTo(verdict.name());
        });
        JsonNode attestation = attestation(generation, number);
        assertSigned(attestation);
        return attestation;
    }

    JsonNode attestation(long generation, long number) {
        return service().json("/v1/attestations/" + generation + "/" + number);
    }

    private void assertSigned(JsonNode attestation) {
        BatchAttestation signed = new BatchAttestation(
                new RollupId(WrittenRollup.ROLLUP_ID),
                new Generation(attestation.path("generation").asLong()),
                new BatchNumber(attestation.path("number").asLong()),
                Hash32.fromHex(attestation.path("batchHash").asString()),
                Hash32.fromHex(attestation.path("executionHash").asString()),
                Verdict.valueOf(attestation.path("verdict").asString()));
        Signature65 signature =
                Signature65.fromHex(attestation.path("signature").asString());
        assertThat(Secp256k1.recover(signed.digest(rollup.domain()), signature)).contains(KEY.address());
        assertThat(attestation.path("witness").asString())
                .isEqualTo(KEY.address().toHex());
    }

    static String reasons(JsonNode attestation) {
        return attestation.path("reasons").toString();
    }

    @Override
    public void close() {
        stop();
        if (client != null) {
            client.close();
        }
    }
}
