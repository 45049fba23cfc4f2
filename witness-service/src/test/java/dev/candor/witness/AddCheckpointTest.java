package dev.candor.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.tlog.AddCheckpointRequest;
import dev.candor.tlog.CosignatureV1;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.VerifierKey;
import dev.candor.tlog.WitnessAnswer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code POST /add-checkpoint} of the running service against the words of C2SP tlog-witness. */
class AddCheckpointTest {
    @TempDir
    private static Path directory;

    private static RunningWitness witness;

    private final TestLog log = TestLog.fresh();

    @BeforeAll
    static void start() {
        witness = RunningWitness.start(WitnessDatabase.url(), RunningWitness.keyFile(directory));
    }

    @AfterAll
    static void stop() {
        witness.close();
    }

    @Test
    void cosignsTheFirstTheSameAndALaterCheckpoint() {
        witness.trust(log.vkey());

        assertCosigned(witness.addCheckpoint(log.request(0, 5)), 5);
        assertCosigned(witness.addCheckpoint(log.request(5, 5)), 5);
        assertCosigned(witness.addCheckpoint(log.request(5, 1_000)), 1_000);
    }

    @Test
    void cosignsAnEmptyTree() {
        witness.trust(log.vkey());

        assertCosigned(witness.addCheckpoint(log.request(0, 0)), 0);
        assertCosigned(witness.addCheckpoint(log.request(0, 3)), 3);
    }

    @Test
    void ignoresLinesOfUnknownKeys() {
        witness.trust(log.vkey());
        SignedNote note = log.signed(4).with(List.of(NoteSignature.of("someone.example", 7, new byte[65])));

        assertCosigned(witness.addCheckpoint(new AddCheckpointRequest(0, List.of(), note).encode()), 4);
    }

    @Test
    void answers400ToAnotherForm() {
        assertRefused(witness.addCheckpoint("old x\n\n".getBytes(UTF_8)), 400);
        assertRefused(witness.addCheckpoint(new byte[0]), 400);
        assertRefused(witness.addCheckpoint(new byte[] {(byte) 0xff, 0}), 400);
    }

    @Test
    void answers400ToAnOldSizeAboveTheCheckpoint() {
        witness.trust(log.vkey());

        byte[] body = new AddCheckpointRequest(6, List.of(), log.signed(5)).encode();

        assertRefused(witness.addCheckpoint(body), 400);
    }

    @Test
    void answers403WithoutASignatureOfATrustedKey() {
        witness.trust(log.vkey());
        NoteSignature stranger = NoteSignature.of("someone.example", 7, new byte[64]);
        SignedNote unsigned = new SignedNote(log.checkpoint(5).text(), List.of(stranger));

        assertRefused(witness.addCheckpoint(new AddCheckpointRequest(0, List.of(), unsigned).encode()), 403);
    }

    @Test
    void answers404ToAnUnknownLogAndToOneThatLostItsKeys() {
        assertRefused(witness.addCheckpoint(log.request(0, 5)), 404);

        witness.trust(log.vkey());
        assertCosigned(witness.addCheckpoint(log.request(0, 5)), 5);
        assertThat(witness.distrust(log.vkey()).statusCode()).isEqualTo(200);
        assertRefused(witness.addCheckpoint(log.request(5, 6)), 404);

        witness.trust(log.vkey());
        assertConflict(witness.addCheckpoint(log.request(0, 6)), 5);
    }

    @Test
    void answers409WithItsSizeToAnotherOldSize() {
        witness.trust(log.vkey());
        witness.addCheckpoint(log.request(0, 7));

        assertConflict(witness.addCheckpoint(log.request(0, 9)), 7);
        assertConflict(witness.addCheckpoint(log.request(8, 9)), 7);
        assertConflict(witness.addCheckpoint(log.request(3, 5)), 7);
    }

    @Test
    void answers409ToAForkOfTheSameSizeAndShowsTheProof() {
        witness.trust(log.vkey());
        witness.addCheckpoint(log.request(0, 7));

        assertRefused(witness.addCheckpoint(log.forked().request(7, 7)), 409);
        assertRefused(witness.addCheckpoint(log.forked().request(7, 7)), 409);

        JsonNode shown = shown(log);
        assertThat(shown.path("forks").asInt()).isEqualTo(1);
        JsonNode proof = witness.json("/v1/logs/" + shown.path("id").asString() + "/forks");
        assertThat(proof.size()).isEqualTo(1);
        assertThat(proof.get(0).path("cosigned").asString())
                .isEqualTo(new String(log.signed(7).encode(), UTF_8));
        assertThat(proof.get(0).path("other").asString())
                .isEqualTo(new String(log.forked().signed(7).encode(), UTF_8));
    }

    @Test
    void answers422ToAForkOfALaterSizeAndToAFalseProof() {
        witness.trust(log.vkey());
        witness.addCheckpoint(log.request(0, 7));

        assertRefused(witness.addCheckpoint(log.forked().request(7, 9)), 422);
        byte[] unproven = new AddCheckpointRequest(7, List.of(), log.signed(9)).encode();
        assertRefused(witness.addCheckpoint(unproven), 422);
        byte[] superfluous = new AddCheckpointRequest(7, log.proof(7, 9), log.signed(7)).encode();
        assertRefused(witness.addCheckpoint(superfluous), 422);
        assertCosigned(witness.addCheckpoint(log.request(7, 9)), 9);
    }

    @Test
    void neverGoesBack() {
        witness.trust(log.vkey());
        witness.addCheckpoint(log.request(0, 9));

        assertConflict(witness.addCheckpoint(log.request(0, 7)), 9);
        assertConflict(witness.addCheckpoint(log.request(7, 7)), 9);
        assertRefused(witness.addCheckpoint(new AddCheckpointRequest(9, List.of(), log.signed(7)).encode()), 400);
        assertCosigned(witness.addCheckpoint(log.request(9, 9)), 9);
    }

    @Test
    void answers413ToABodyBeyondTheLimit() {
        assertThat(witness.addCheckpoint(new byte[200_000]).statusCode()).isEqualTo(413);
    }

    @Test
    void ofRequestsForDifferentSizesAtTheSameTimeOneWinsAndTheOthersLearnItsSize() {
        witness.trust(log.vkey());
        witness.addCheckpoint(log.request(0, 10));

        List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (int size = 11; size < 27; size++) {
            byte[] body = log.request(10, size);
            sent.add(CompletableFuture.supplyAsync(() -> witness.addCheckpoint(body)));
        }
        List<HttpResponse<byte[]>> answers =
                sent.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        long now = sizeOf(log);
        assertThat(now).isBetween(11L, 26L);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 200)
                .allSatisfy(answer -> assertConflict(answer, now));
        assertCosigned(witness.addCheckpoint(log.request(now, 30)), 30);
    }

    @Test
    void keepsLogsApart() {
        TestLog other = TestLog.fresh();
        witness.trust(log.vkey());
        witness.trust(other.vkey());

        assertCosigned(witness.addCheckpoint(log.request(0, 50)), 50);
        assertConflict(witness.addCheckpoint(other.request(50, 51)), 0);
        assertCosigned(witness.addCheckpoint(other.request(0, 3)), 3, other);
    }

    @Test
    void showsWhoItIsAndHowFarItIs() {
        witness.trust(log.vkey());
        witness.addCheckpoint(log.request(0, 12));

        JsonNode status = witness.json("/v1/witness");
        assertThat(status.path("name").asString()).isEqualTo(RunningWitness.NAME);
        assertThat(sizeOf(log)).isEqualTo(12);
        HttpResponse<byte[]> page = witness.get("/", "text/html");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(new String(page.body(), UTF_8)).contains(RunningWitness.NAME, log.origin());
        String id = shown(log).path("id").asString();
        assertThat(witness.get("/v1/logs/" + id + "/checkpoint", "*/*").body())
                .isEqualTo(log.signed(12).encode());
        assertThat(witness.get("/v1/logs/" + "0".repeat(64) + "/checkpoint", "*/*")
                        .statusCode())
                .isEqualTo(404);
        assertThat(witness.get("/v1/logs/X/checkpoint", "*/*").statusCode()).isEqualTo(400);
    }

    @Test
    void countsWhatItAnswersAndSaysWhetherItIsReady() {
        witness.addCheckpoint(log.request(0, 1));

        assertThat(new String(witness.management("/actuator/prometheus").body(), UTF_8))
                .contains("candor_witness_add_checkpoint_seconds_count{", "answer=\"unknown_log\"");
        assertThat(witness.management("/actuator/health/readiness").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesToTrustWhatIsNoLogKey() {
        assertThat(witness.trust(witness.vkey()).statusCode()).isEqualTo(400);
        assertThat(witness.trust("nonsense").statusCode()).isEqualTo(400);
        assertThat(witness.distrust(log.vkey()).statusCode()).isEqualTo(404);
    }

    private static long sizeOf(TestLog log) {
        return Long.parseLong(shown(log).path("size").asString());
    }

    private static JsonNode shown(TestLog log) {
        return witness.json("/v1/witness")
                .path("logs")
                .path("logs")
                .valueStream()
                .filter(one -> one.path("origin").asString().equals(log.origin()))
                .findFirst()
                .orElseThrow();
    }

    private void assertCosigned(HttpResponse<byte[]> answer, long size) {
        assertCosigned(answer, size, log);
    }

    private static void assertCosigned(HttpResponse<byte[]> answer, long size, TestLog log) {
        assertThat(answer.statusCode())
                .as(() -> new String(answer.body(), UTF_8))
                .isEqualTo(200);
        NoteVerifier key =
                VerifierKey.parse(witness.vkey()).then(CosignatureV1::verifier).orThrow();
        assertThat(WitnessAnswer.parseCosigned(answer.body(), log.signed(size), List.of(key)))
                .isInstanceOfSatisfying(Parsed.Ok.class, ok -> {
                    List<?> lines = (List<?>) ok.value();
                    assertThat(lines).hasSize(1);
                    assertThat(CosignatureV1.timestampSeconds((NoteSignature) lines.getFirst())
                                    .orThrow())
                            .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.api.Assertions.within(60L));
                });
    }

    private static void assertConflict(HttpResponse<byte[]> answer, long size) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        assertThat(new String(answer.body(), UTF_8)).isEqualTo(size + "\n");
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(new String(answer.body(), UTF_8)).startsWith("Expected");
    }
}
