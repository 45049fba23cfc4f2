package dev.candor.audit.findings.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.findings.rules.HonestBatch;
import dev.candor.audit.findings.rules.HonestRollup;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.audit.findings.rules.Wrong;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From logged bytes and posts to findings: the quiet run and one fault of each way in. */
class WatchTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HonestRollup honest = new HonestRollup();
    private final Watched watched = new Watched(honest);

    @AfterEach
    void stop() {
        watched.close();
    }

    private HonestBatch batch(Wrong wrong) {
        for (int sender = 0; sender < 8; sender++) {
            honest.arrive(sender);
        }
        honest.arriveEmpty();
        honest.arriveAgain(new Seq(honest.lineSize() - 4L));
        return honest.seal(wrong);
    }

    @Test
    void findsNothingInAnHonestStreamAndLeavesNothingUnjudged() {
        honest.force(honest.transfer(700, 0).raw());
        honest.force(Bytes.fromHex("0xdead"));
        for (int number = 0; number < 4; number++) {
            watched.logWhole(batch(Wrong.NOTHING));
        }

        watched.settle();

        assertThat(watched.raised()).isEmpty();
        assertThat(watched.on.told).isEmpty();
        assertThat(watched.rows.cursor("posts.covered")).isEqualTo(honest.lineSize());
    }

    @Test
    void findsAWrongPositionAndTellsOfItOnce() {
        watched.logWhole(batch(Wrong.NOTHING));
        watched.logWhole(batch(new Wrong() {
            @Override
            public List<ArrivalLeaf> arrivals(List<ArrivalLeaf> leaves) {
                List<ArrivalLeaf> changed = new ArrayList<>(leaves);
                changed.set(1, new ArrivalLeaf(leaves.get(1).cutLeaf(), ArrivalLeaf.NO_POSITION));
                return changed;
            }
        }));

        watched.settle();

        assertThat(watched.raised()).containsExactly("wrong-order.0.2");
        assertThat(watched.on.toldIds()).containsExactly("raised/wrong-order.0.2/1");
    }

    @Test
    void findsAPromisedArrivalThatACutLeftOut() {
        watched.logWhole(batch(new Wrong() {
            @Override
            public List<Arrival> cut(List<Arrival> arrivals) {
                List<Arrival> changed = new ArrayList<>(arrivals);
                changed.set(3, Arrival.empty(arrivals.get(3).seq()));
                return changed;
            }
        }));

        watched.settle();

        assertThat(watched.raised()).containsExactly("substitution.0.1.3");
    }

    @Test
    void findsAPromiseOfAnotherRecordThanTheTopicHas() {
        SeenPromise replaced = honest.arriveReplaced(90, 91);
        watched.logArrivals();
        watched.settle();
        assertThat(watched.raised()).containsExactly("promise-not-arrival." + replaced.seq());

        watched.logWhole(honest.seal());
        watched.settle();

        assertThat(watched.raised()).containsExactly("substitution.0.1." + replaced.seq());
    }

    @Test
    void findsASecondPromiseThatSomebodyShows() {
        watched.logWhole(batch(Wrong.NOTHING));
        watched.settle();
        InclusionPromise first = honest.promises.get(2).promise().object();
        InclusionPromise second = new InclusionPromise(
                first.rollupId(),
                first.seq(),
                first.txHash(),
                first.sender(),
                first.nonce(),
                first.receivedAtMillis(),
                first.includeBy() + 1,
                first.policyHash());

        watched.log(new SeenPromise(honest.sign(second), Sighting.elsewhere("gossip")));
        watched.settle();

        assertThat(watched.raised()).containsExactly("promise-equivocation.2");
    }

    @Test
    void findsAPostThatTheLogLacks() {
        watched.logWhole(batch(Wrong.NOTHING));
        batch(Wrong.NOTHING);
        watched.logArrivals();

        watched.on.nowMillis.addAndGet(1);
        watched.settleAfter(Duration.ofSeconds(61));

        assertThat(watched.raised()).containsExactly("post-not-logged.0.2");
    }

    @Test
    void warnsOfAPromiseThatIsDueAndProvesThatItWasBroken() {
        watched.logWhole(batch(Wrong.NOTHING));
        SeenPromise waiting = honest.arrive(1);
        watched.logArrivals();
        watched.settle();
        assertThat(watched.raised()).isEmpty();

        watched.on.nowMillis.set((waiting.promise().object().includeBy() - 60) * 1_000);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(watched.raised()).containsExactly("promise-due-soon." + waiting.seq()));
        honest.pass(HonestRollup.DELAY_SECONDS + 60);
        watched.lookAgain();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(watched.raised()).contains("promise-late." + waiting.seq()));
    }

    @Test
    void findsAPromiseWhoseArrivalNeverCameAndTakesItBackWhenItDoes() {
        SeenPromise promised = honest.arrive(1);
        watched.log(promised);

        watched.settleAfter(Duration.ofSeconds(61));

        assertThat(watched.raised()).containsExactly("promise-without-arrival.0");
        watched.suppressed.add(promised.seq());
        watched.logArrivals();
        watched.settle();
        assertThat(watched.raised()).isEmpty();
        assertThat(watched.on.toldIds())
                .containsExactly("raised/promise-without-arrival.0/1", "cleared/promise-without-arrival.0/1");
    }

    @Test
    void saysNothingOfAPromiseWhoseArrivalComesALittleLater() {
        SeenPromise promised = honest.arrive(1);
        watched.log(promised);
        watched.read();
        await().atMost(SOON).untilAsserted(() -> assertThat(watched.waiting()).containsExactly("arrival 0"));
        watched.suppressed.add(promised.seq());
        watched.logArrivals();
        watched.read();

        watched.lookAgain();
        watched.settle();

        assertThat(watched.on.told).isEmpty();
    }

    @Test
    void findsBytesThatAreNoEventButInFindingsThemselves() {
        byte[] nothing = "no event".getBytes(StandardCharsets.UTF_8);
        watched.logBytes(Topic.BATCHES, "BatchSealed", nothing);
        watched.logBytes(Topic.FINDINGS, "FindingRaised", nothing);
        watched.logBytes(Topic.BATCHES, "NotHeardOfYet", nothing);

        watched.settle();

        assertThat(watched.raised()).containsExactly("event-unreadable.0");
    }
}
