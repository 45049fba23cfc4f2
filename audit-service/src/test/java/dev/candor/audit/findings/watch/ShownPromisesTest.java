package dev.candor.audit.findings.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.HonestRollup;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of promises that their holders show, with the log that has or lacks them. */
class ShownPromisesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(61);

    private final HonestRollup honest = new HonestRollup();
    private final Watched watched = new Watched(honest);

    @AfterEach
    void stop() {
        watched.close();
    }

    private ShownPromises.Shown show(Signed<InclusionPromise> promise) {
        return watched.promises.show(Watched.body(promise));
    }

    private ShownPromise.State stateOf(SeenPromise promise) {
        return ((ShownPromises.Shown.Kept) show(promise.promise())).promise().state();
    }

    private SeenPromise suppressedArrival() {
        honest.arrive(1);
        SeenPromise held = honest.arrive(2);
        watched.suppressed.add(held.seq());
        watched.logArrivals();
        return held;
    }

    /** The finding's evidence, as everybody gets it. */
    private JsonNode evidence(String id) {
        byte[] stored = watched.on
                .jdbc
                .sql("select evidence from finding where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
        return JsonMapper.builder().build().readTree(stored);
    }

    private Signed<InclusionPromise> another(InclusionPromise promise) {
        return honest.sign(new InclusionPromise(
                promise.rollupId(),
                promise.seq(),
                promise.txHash(),
                promise.sender(),
                promise.nonce(),
                promise.receivedAtMillis(),
                promise.includeBy() + 1,
                promise.policyHash()));
    }

    @Test
    void saysWhereALoggedPromiseIsAndKeepsNothing() {
        SeenPromise promise = honest.arrive(1);
        watched.logArrivals();
        watched.settle();

        assertThat(show(promise.promise()))
                .isInstanceOfSatisfying(
                        ShownPromises.Shown.Logged.class,
                        logged -> assertThat(logged.index()).isEqualTo(1));
        assertThat(watched.shown.size()).isZero();
    }

    @Test
    void forgetsAPromiseThatWasOnItsWayWithoutAWord() {
        SeenPromise held = suppressedArrival();
        watched.settle();
        assertThat(stateOf(held)).isEqualTo(ShownPromise.State.WATCHED);

        watched.log(held);
        watched.read();
        watched.on.nowMillis.addAndGet(GRACE.toMillis());
        watched.settle();

        assertThat(watched.shown.size()).isZero();
        assertThat(watched.on.told).isEmpty();
        assertThat(show(held.promise())).isInstanceOf(ShownPromises.Shown.Logged.class);
    }

    @Test
    void tellsOfASuppressedPromiseOnceAndTakesItBackWhenItTurnsUp() {
        SeenPromise held = suppressedArrival();
        watched.settle();
        show(held.promise());

        watched.settleAfter(GRACE);

        assertThat(watched.raised()).containsExactly("promise-suppressed.1");
        assertThat(watched.on.toldIds()).containsExactly("raised/promise-suppressed.1/1");
        JsonNode evidence = evidence("promise-suppressed.1");
        assertThat(evidence.path("parts").path("promise").path("signature").asString())
                .isEqualTo(held.promise().signature().toHex());
        assertThat(evidence.path("entries").path(0).asString())
                .as("the arrival that is logged all the same")
                .isEqualTo("2");
        assertThat(stateOf(held)).isEqualTo(ShownPromise.State.SUPPRESSED);
        watched.settle();
        assertThat(watched.on.told).hasSize(1);

        watched.log(held);
        watched.settle();

        assertThat(watched.raised()).isEmpty();
        assertThat(watched.on.toldIds())
                .containsExactly("raised/promise-suppressed.1/1", "cleared/promise-suppressed.1/1");
        assertThat(watched.shown.size()).isZero();
    }

    @Test
    void saysNothingWhileTheLogIsBehindKafka() {
        SeenPromise held = suppressedArrival();
        watched.kafkaTaken.set(false);
        watched.read();
        show(held.promise());
        watched.on.nowMillis.addAndGet(GRACE.toMillis() * 10);
        String waiting = "select waiting_for from finding_work where task = 'SHOWN' and due_at_millis > :shown";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(watched.on
                                .jdbc
                                .sql(waiting)
                                .param("shown", watched.on.nowMillis.get())
                                .query(String.class)
                                .list())
                        .hasSize(1));
        assertThat(watched.raised()).isEmpty();

        watched.kafkaTaken.set(true);
        watched.on.nowMillis.addAndGet(GRACE.toMillis());
        watched.settle();

        assertThat(watched.raised()).containsExactly("promise-suppressed.1");
    }

    @Test
    void provesThatTheLogHasAnotherPromiseInItsPlace() {
        SeenPromise logged = honest.arrive(1);
        watched.logArrivals();
        watched.settle();
        Signed<InclusionPromise> held = another(logged.promise().object());

        show(held);
        watched.settle();

        assertThat(watched.raised()).containsExactly("promise-equivocation.0");
        JsonNode evidence = evidence("promise-equivocation.0");
        assertThat(evidence.path("claims").path(0).path("fault").asString()).isEqualTo("F1");
        assertThat(evidence.path("parts").path("first").path("signature").asString())
                .isEqualTo(logged.promise().signature().toHex());
        assertThat(evidence.path("parts").path("second").path("signature").asString())
                .isEqualTo(held.signature().toHex());
        assertThat(((ShownPromises.Shown.Kept) show(held)).promise().finding()).contains("promise-equivocation.0");
    }

    @Test
    void provesThatTwoHoldersWerePromisedOneNumber() {
        SeenPromise first = suppressedArrival();
        watched.settle();

        show(first.promise());
        show(another(first.promise().object()));
        watched.settle();

        assertThat(watched.raised()).containsExactly("promise-equivocation.1");
        assertThat(stateOf(first)).isEqualTo(ShownPromise.State.CONTRADICTED);
    }

    @Test
    void provesTheSubstitutionOfAnArrivalWhosePromiseIsSuppressed() {
        SeenPromise held = honest.arriveReplaced(90, 91);
        watched.suppressed.add(held.seq());
        watched.logArrivals();
        watched.settle();
        show(held.promise());
        watched.settleAfter(GRACE);
        assertThat(watched.raised()).containsExactly("promise-not-arrival.0", "promise-suppressed.0");

        watched.logWhole(honest.seal());
        watched.settle();

        assertThat(watched.raised()).containsExactly("promise-suppressed.0", "substitution.0.1.0");
        assertThat(evidence("substitution.0.1.0")
                        .path("parts")
                        .path("promise")
                        .path("signature")
                        .asString())
                .isEqualTo(held.promise().signature().toHex());
    }

    @Test
    void provesThatASuppressedPromiseWasBroken() {
        SeenPromise held = honest.arrive(1);
        watched.suppressed.add(held.seq());
        watched.logArrivals();
        watched.settle();
        show(held.promise());
        watched.settleAfter(GRACE);
        honest.pass(HonestRollup.DELAY_SECONDS + 60);
        watched.lookAgain();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(watched.raised()).containsExactly("promise-late.0", "promise-suppressed.0"));
    }

    @Test
    void keepsNothingThatTheSequencerDidNotSign() {
        SeenPromise held = suppressedArrival();
        watched.settle();
        InclusionPromise promise = held.promise().object();
        Bytes strangers =
                honest.strangerKey.sign(promise.digest(honest.rollup.domain())).toBytes();

        assertThat(show(new Signed<>(promise, strangers)))
                .isInstanceOfSatisfying(ShownPromises.Shown.Refused.class, refused -> {
                    assertThat(refused.member()).isEqualTo("/signature");
                    assertThat(refused.why()).contains("the order key in force").contains("binds nobody");
                });
        assertThat(show(new Signed<>(promise, Bytes.fromHex("0x00")))).isInstanceOf(ShownPromises.Shown.Refused.class);
        for (String body : new String[] {"", "{}", "[]", "{\"promise\":{},\"signature\":\"0x\"}", "no json"}) {
            assertThat(watched.promises.show(Bytes.wrap(body.getBytes(StandardCharsets.UTF_8))))
                    .as(body)
                    .isInstanceOf(ShownPromises.Shown.Refused.class);
        }
        assertThat(watched.shown.size()).isZero();
    }

    @Test
    void keepsSoManyAndNoMore() {
        honest.arrive(1);
        for (int more = 0; more <= Watched.MAX_SHOWN; more++) {
            watched.suppressed.add(honest.arrive(2).seq());
        }
        watched.logArrivals();
        watched.settle();

        for (int held = 1; held <= Watched.MAX_SHOWN; held++) {
            assertThat(show(honest.promises.get(held).promise())).isInstanceOf(ShownPromises.Shown.Kept.class);
        }

        assertThat(show(honest.promises.getLast().promise())).isInstanceOf(ShownPromises.Shown.Full.class);
        assertThat(show(honest.promises.get(1).promise()))
                .as("one that is kept already")
                .isInstanceOf(ShownPromises.Shown.Kept.class);
    }
}
