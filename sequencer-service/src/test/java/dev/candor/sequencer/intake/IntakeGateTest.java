package dev.candor.sequencer.intake;

import static dev.candor.sequencer.intake.TestIntake.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.transaction.EthTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Each bound of admission, and that it opens again. */
class IntakeGateTest {
    /** Filled up again at one a second: not while the test runs. */
    private static final int BURST = 100;

    private static final int MAX_UNSETTLED = 600;
    private TestIntake intake = new TestIntake();

    @AfterEach
    void stop() {
        intake.close();
    }

    @Test
    void aClientAboveItsRateIsLimitedAndOthersAreNot() {
        restart(limits(8_000, 100_000, 1_000, 1));
        TestWallet wallet = intake.wallet();
        List<EthTransaction> burst =
                LongStream.range(0, BURST).mapToObj(wallet::transfer).toList();

        List<Admission> first = intake.sendAll(burst);
        List<Admission> second = intake.sendAll(
                LongStream.range(BURST, 2 * BURST).mapToObj(wallet::transfer).toList());
        Admission other = intake.intake
                .submit(List.of(intake.wallet().transfer(0).raw()), "192.0.2.77")
                .getFirst();

        assertThat(first).allMatch(Admission.Admitted.class::isInstance);
        assertThat(second).allMatch(admission -> reasonOf(admission) == RefusalReason.RATE_LIMITED);
        assertThat(((Admission.Refused) second.getFirst()).refusal().detail()).containsEntry("retryAfterSeconds", 1);
        assertThat(other).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void refusesWhileVoidedBatchesAreReplaced() {
        intake.send(intake.wallet().transfer(0));
        intake.execute();
        intake.rollup.holdFeed();

        intake.batches.voidAll();
        await().until(() -> intake.send(intake.wallet().transfer(0)) instanceof Admission.Refused refused
                && reasonOf(refused) == RefusalReason.ROLLING_BACK);
        intake.rollup.releaseFeed();

        await().until(() -> intake.send(intake.wallet().transfer(0)) instanceof Admission.Admitted);
    }

    @Test
    void isBusyWhileTooManyPromisesAreUnderWay() {
        restart(limits(2, 100_000, 1_000, 0));
        intake.rollup.holdPromises();
        List<CompletableFuture<Admission>> underWay = List.of(
                sendAside(intake.wallet().transfer(0)),
                sendAside(intake.wallet().transfer(0)));

        await().until(() -> intake.gate.inFlight() == 2);
        Admission third = intake.send(intake.wallet().transfer(0));
        intake.rollup.releasePromises();

        assertThat(reasonOf(third)).isEqualTo(RefusalReason.BUSY);
        assertThat(underWay)
                .allSatisfy(promise -> assertThat(promise)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isInstanceOf(Admission.Admitted.class));
        assertThat(intake.send(intake.wallet().transfer(0))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void isBusyWhileTooManyArrivalsWaitForTheirBatch() {
        restart(limits(8_000, 2, 1_000, 0));
        intake.send(intake.wallet().transfer(0));
        intake.send(intake.wallet().transfer(0));

        Admission third = intake.send(intake.wallet().transfer(0));
        intake.execute();
        Admission afterwards = intake.send(intake.wallet().transfer(0));

        assertThat(reasonOf(third)).isEqualTo(RefusalReason.BUSY);
        assertThat(afterwards).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void isBusyWhileTooManyBatchesWaitForL1() {
        for (int i = 0; i <= MAX_UNSETTLED; i++) {
            intake.batches.execute(Set.of());
        }

        await().until(() -> intake.gate.closed().isPresent());
        Admission refused = intake.send(intake.wallet().transfer(0));

        assertThat(reasonOf(refused)).isEqualTo(RefusalReason.BUSY);
        assertThat(((Admission.Refused) refused).refusal().message()).contains("wait for L1");
    }

    @Test
    void isReadyFromTheFirstTimeItIsSetUp() {
        IntakeStartHealth health = new IntakeStartHealth(intake.gate, intake.loop);
        intake.rollup.accepting = false;
        Status before = health.health().getStatus();
        intake.rollup.accepting = true;
        Status once = health.health().getStatus();
        intake.rollup.accepting = false;

        assertThat(before).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(once).isEqualTo(Status.UP);
        assertThat(health.health().getStatus())
                .as("refusals are signed only by a process that is still sent to")
                .isEqualTo(Status.UP);
    }

    @Test
    void holdsNoMoreAnswersThanItMay() {
        restart(limits(8_000, 100_000, 1, 0));
        TestWallet patient = intake.wallet();
        CompletableFuture<Admission> held = sendAside(patient.transfer(1));
        await().until(() -> intake.gate.held() == 1);

        Admission noPlaceLeft = intake.send(intake.wallet().transfer(1));
        intake.send(patient.transfer(0));

        assertThat(reasonOf(noPlaceLeft)).isEqualTo(RefusalReason.NONCE_GAP);
        assertThat(held).succeedsWithin(Duration.ofSeconds(10));
    }

    private CompletableFuture<Admission> sendAside(EthTransaction transaction) {
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(intake.send(transaction)));
        return answer;
    }

    private void restart(IntakeLimits limits) {
        intake.close();
        intake = new TestIntake(limits);
    }

    private static IntakeLimits limits(int inFlight, int pending, int held, int perSecond) {
        return new IntakeLimits(inFlight, pending, 3, held, 10, Duration.ofMillis(300), perSecond, BURST, 10);
    }
}
