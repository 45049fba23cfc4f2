package dev.candor.dispute.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.dispute.CourtOnL1;
import dev.candor.dispute.DisputeDatabase;
import dev.candor.dispute.EncodedFaults;
import dev.candor.dispute.RunningDisputes;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FilingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static CourtOnL1 court;
    private static EncodedFaults faults;
    private static String database;
    private static RunningDisputes service;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() {
        court = CourtOnL1.start();
        faults = EncodedFaults.of(court);
        database = DisputeDatabase.url();
        service = RunningDisputes.start(database, court, directory);
    }

    @AfterAll
    static void stop() {
        service.close();
        court.close();
    }

    @Test
    void bringsEvidenceFromTheDoorToTheSlash() {
        // given
        long number = NUMBERS.incrementAndGet();
        String id = faults.faultId(number).toHex();

        // when
        HttpResponse<String> answer = file(faults.evidence(number, hash("a")), null);

        // then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/disputes/" + id);
        assertThat(read(answer).get("outcome").asString()).isEqualTo("ACCEPTED");
        JsonNode dispute = awaitStatus(id, "SLASHED");
        assertThat(dispute.get("timeline")
                        .valueStream()
                        .map(event -> event.get("event").asString()))
                .containsExactly("ProofCommitted", "FaultProven", "SlashQueued", "BondSlashed");
        JsonNode money = dispute.get("money");
        assertThat(wei(money, "burnedWei").add(wei(money, "toProverWei")).add(wei(money, "toRedressWei")))
                .isEqualTo(wei(money, "slashWei"));
        assertThat(dispute.get("next").get("what").asString()).isEqualTo("nothing");
    }

    @Test
    void rewardsTheProverThatTheFilerNames() {
        // given
        long number = NUMBERS.incrementAndGet();
        String prover = "0x00000000000000000000000000000000000000ab";

        // when
        file(faults.evidence(number, hash("b")), prover);

        // then
        JsonNode dispute = awaitStatus(faults.faultId(number).toHex(), "SLASHED");
        JsonNode proven = dispute.get("timeline")
                .valueStream()
                .filter(event -> event.get("event").asString().equals("FaultProven"))
                .findFirst()
                .orElseThrow();
        assertThat(proven.get("members").get("prover").asString()).isEqualTo(prover);
    }

    @Test
    void answersTheSameEvidenceTheSame() {
        // given
        long number = NUMBERS.incrementAndGet();
        String evidence = faults.evidence(number, hash("c"));
        JsonNode first = read(file(evidence, null));

        // when
        awaitStatus(faults.faultId(number).toHex(), "SLASHED");
        JsonNode second = read(file(evidence, null));

        // then
        assertThat(second.get("outcome").asString()).isEqualTo("ALREADY_PROVEN");
        assertThat(second.get("id")).isEqualTo(first.get("id"));
    }

    @Test
    void provesOneFaultOnceWhateverEvidenceComes() {
        // given
        long number = NUMBERS.incrementAndGet();
        String id = faults.faultId(number).toHex();

        // when
        court.anvil().rpc().call("evm_setAutomine", false);
        file(faults.evidence(number, hash("d")), null);
        file(faults.evidence(number, hash("e")), null);
        court.anvil().rpc().call("evm_setAutomine", true);

        // then
        JsonNode dispute = awaitStatus(id, "SLASHED");
        assertThat(dispute.get("filings").size()).isEqualTo(2);
        assertThat(dispute.get("timeline")
                        .valueStream()
                        .map(event -> event.get("event").asString()))
                .filteredOn("FaultProven"::equals)
                .hasSize(1);
    }

    @Test
    void keepsNoEvidenceOfWhatIsProven() {
        // given
        long number = NUMBERS.incrementAndGet();
        String id = faults.faultId(number).toHex();
        file(faults.evidence(number, hash("first")), null);
        awaitStatus(id, "SLASHED");

        // when
        HttpResponse<String> answer = file(faults.evidence(number, hash("late")), null);

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(read(answer).get("outcome").asString()).isEqualTo("ALREADY_PROVEN");
        assertThat(service.json("/v1/disputes/" + id).get("filings").size()).isEqualTo(1);
    }

    @Test
    void givesTheCallsThatProveWithoutThisService() {
        // given
        long number = NUMBERS.incrementAndGet();

        // when
        JsonNode calls = read(file(faults.evidence(number, hash("f")), null)).get("directCalls");

        // then
        assertThat(calls.valueStream().map(call -> call.get("function").asString()))
                .containsExactly("commitProof", "prove");
        assertThat(calls.valueStream().map(call -> call.get("to").asString()))
                .containsOnly(court.contracts().faultRegister().toLowerCase(Locale.ROOT));
        awaitStatus(faults.faultId(number).toHex(), "SLASHED");
    }

    @Test
    void saysWhyEvidenceProvesNothing() {
        JsonNode unread = read(file("0x1234", null));

        assertThat(unread.get("outcome").asString()).isEqualTo("NOT_A_FAULT");
        assertThat(unread.get("because").asString()).contains("not of the schema");
    }

    @Test
    void saysWhatAChallengeCosts() {
        JsonNode answer = read(service.post("/v1/disputes", "{\"kind\": 8, \"evidence\": \"0x12\"}"));

        assertThat(answer.get("outcome").asString()).isEqualTo("NEEDS_BOND");
        assertThat(answer.get("bondWei").asString()).isEqualTo("100000000000000000");
    }

    @Test
    void knowsNoKindWithoutARule() {
        JsonNode answer = read(service.post("/v1/disputes", "{\"kind\": 13, \"evidence\": \"0x12\"}"));

        assertThat(answer.get("outcome").asString()).isEqualTo("NOT_A_FAULT");
        assertThat(answer.get("because").asString()).contains("no rule for kind 13");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\": 4}",
                "{\"kind\": 0, \"evidence\": \"0x12\"}",
                "{\"kind\": 256, \"evidence\": \"0x12\"}",
                "{\"kind\": 4, \"evidence\": \"0x\"}",
                "{\"kind\": 4, \"evidence\": \"0x123\"}",
                "{\"kind\": 4, \"evidence\": \"12\"}",
                "{\"kind\": 4, \"evidence\": \"0x12\", \"prover\": \"0x12\"}",
                "["
            })
    void refusesWhatIsNoEvidence(String body) {
        HttpResponse<String> answer = service.post("/v1/disputes", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer).get("type").asString()).isEqualTo("urn:candor:problem:invalid-request");
    }

    @Test
    void refusesMoreThanAnL1TransactionHolds() {
        HttpResponse<String> answer = file("0x" + "00".repeat(FilingRequest.MAX_EVIDENCE_BYTES + 1), null);

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void sendsWhatAReorganisationRemovedAgain() {
        // given
        long number = NUMBERS.incrementAndGet();
        String id = faults.faultId(number).toHex();
        file(faults.evidence(number, hash("g")), null);
        JsonNode before = awaitStatus(id, "SLASHED").get("timeline");
        long committedIn = before.get(0).get("blockNumber").asLong();

        // when
        court.anvil().reorg((int) (court.anvil().blockNumber() - committedIn + 1));

        // then
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            court.anvil().mine(1);
            JsonNode now = service.json("/v1/disputes/" + id);
            assertThat(now.get("status").asString()).isEqualTo("SLASHED");
            assertThat(now.get("timeline").get(0).get("blockHash"))
                    .isNotEqualTo(before.get(0).get("blockHash"));
            assertThat(isProvenOnL1(id)).isTrue();
        });
    }

    @Test
    void goesOnAfterARestart() {
        // given
        long number = NUMBERS.incrementAndGet();
        file(faults.evidence(number, hash("h")), null);

        // when
        service.close();
        service = RunningDisputes.start(database, court, directory);

        // then
        awaitStatus(faults.faultId(number).toHex(), "SLASHED");
    }

    @Test
    void listsCasesFromTheNewestOn() {
        // given
        for (String batch : List.of("i", "j", "k")) {
            file(faults.evidence(NUMBERS.incrementAndGet(), hash(batch)), null);
        }
        long newest = NUMBERS.get();

        // when
        JsonNode first = service.json("/v1/disputes?limit=2");
        JsonNode second =
                service.json("/v1/disputes?limit=2&before=" + first.get("next").asString());

        // then
        assertThat(first.get("disputes")
                        .valueStream()
                        .map(line -> line.get("id").asString()))
                .containsExactly(
                        faults.faultId(newest).toHex(),
                        faults.faultId(newest - 1).toHex());
        assertThat(second.get("disputes").get(0).get("id").asString())
                .isEqualTo(faults.faultId(newest - 2).toHex());
        awaitStatus(faults.faultId(newest).toHex(), "SLASHED");
    }

    @Test
    void knowsNoOtherCase() {
        assertThat(service.get("/v1/disputes/" + Hash32.ZERO.toHex(), "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(service.get("/v1/disputes/12", "application/json").statusCode())
                .isEqualTo(400);
    }

    private static boolean isProvenOnL1(String faultId) {
        JsonNode code = court.anvil()
                .rpc()
                .call(
                        "eth_call",
                        Map.of(
                                "to",
                                court.contracts().faultRegister(),
                                "data",
                                Keccak256.hashUtf8("faultOf(bytes32)").toHex().substring(0, 10) + faultId.substring(2)),
                        "latest");
        return new BigInteger(code.asString().substring(2, 66), 16).intValueExact() == CourtOnL1.CHECKED_KIND;
    }

    private static HttpResponse<String> file(String evidence, @Nullable String prover) {
        String named = prover == null ? "" : ", \"prover\": \"%s\"".formatted(prover);
        return service.post(
                "/v1/disputes",
                "{\"kind\": %d, \"evidence\": \"%s\"%s}".formatted(CourtOnL1.CHECKED_KIND, evidence, named));
    }

    /** L1 has blocks only when somebody sends something; the slash's delay needs one more. */
    private static JsonNode awaitStatus(String id, String status) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            court.anvil().mine(1);
                            return service.json("/v1/disputes/" + id);
                        },
                        found -> found.path("status").asString("").equals(status));
    }

    private static BigInteger wei(JsonNode money, String member) {
        return new BigInteger(money.get(member).asString());
    }

    private static Hash32 hash(String text) {
        return Keccak256.hashUtf8(text);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
