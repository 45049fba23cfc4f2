package dev.candor.sequencer.intake;

import static dev.candor.sequencer.intake.TestIntake.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.arrivals.AdmittedTransaction;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final TestIntake intake = new TestIntake();

    @AfterEach
    void stop() {
        intake.close();
    }

    @Test
    void promisesATransactionThatFollowsItsSendersLast() {
        TestWallet wallet = intake.wallet();

        Admission first = intake.send(wallet.transfer(0));
        Admission second = intake.send(wallet.transfer(1));

        assertThat(first).isInstanceOf(Admission.Admitted.class);
        assertThat(second).isInstanceOf(Admission.Admitted.class);
        assertThat(intake.intake.nextNonce(wallet.address())).isEqualTo(2);
    }

    @Test
    void refusalsAreSignedByTheOrderKeyAndPublished() {
        Admission admission = intake.send(Bytes.fromHex("0x02c0"));

        SignedRefusal refusal = ((Admission.Refused) admission).refusal();
        assertThat(refusal.reason()).isEqualTo(RefusalReason.MALFORMED);
        assertThat(Secp256k1.recover(refusal.refusal().digest(MemoryRollup.IDENTITY.domain()), refusal.signature()))
                .contains(MemoryRollup.ORDER_SIGNER.address());
        assertThat(intake.rollup.refusals).containsExactly(refusal.refusal());
    }

    @Test
    void sameBytesGetTheSamePromiseWhilePending() {
        TestWallet wallet = intake.wallet();
        EthTransaction transaction = wallet.transfer(0);

        Admission first = intake.send(transaction);
        Admission again = intake.send(transaction);

        assertThat(again).isEqualTo(new Admission.AlreadyPromised(((Admission.Admitted) first).promise()));
        assertThat(intake.rollup.line()).hasSize(1);
    }

    @Test
    void sameBytesSentAtOnceArriveOnce() {
        EthTransaction transaction = intake.wallet().transfer(0);

        List<CompletableFuture<Admission>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(CompletableFuture.supplyAsync(() -> intake.send(transaction)));
        }

        assertThat(sent.stream().map(CompletableFuture::join).filter(Admission.Admitted.class::isInstance))
                .hasSize(1);
        assertThat(intake.rollup.line()).hasSize(1);
    }

    @Test
    void gapsFilledWithinOneCallAreNone() {
        TestWallet wallet = intake.wallet();
        List<EthTransaction> shuffled = new ArrayList<>(
                LongStream.range(0, 200).mapToObj(wallet::transfer).toList());
        Collections.shuffle(shuffled, new Random(7));

        List<Admission> admissions = intake.sendAll(shuffled);

        assertThat(admissions).allMatch(Admission.Admitted.class::isInstance);
        assertThat(intake.rollup.line().stream().map(issued -> issued.promise().nonce()))
                .isSorted();
        assertThat(intake.rollup.stateReads).isEqualTo(1);
    }

    @Test
    void aTransactionAheadIsHeldUntilTheGapFills() {
        TestWallet wallet = intake.wallet();

        CompletableFuture<Admission> ahead = CompletableFuture.supplyAsync(() -> intake.send(wallet.transfer(1)));
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> !ahead.isDone());
        Admission first = intake.send(wallet.transfer(0));

        assertThat(first).isInstanceOf(Admission.Admitted.class);
        assertThat(ahead).succeedsWithin(Duration.ofMillis(500)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aGapThatStaysIsRefusedAfterTheWait() {
        TestWallet wallet = intake.wallet();
        long before = System.nanoTime();

        Admission admission = intake.send(wallet.transfer(3));

        assertThat(reasonOf(admission)).isEqualTo(RefusalReason.NONCE_GAP);
        assertThat(((Admission.Refused) admission).refusal().detail()).containsEntry("expectedNonce", "0x0");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void anAdmittedNonceIsTakenWhateverTheFee() {
        TestWallet wallet = intake.wallet();
        intake.send(wallet.transfer(0));

        Admission admission =
                intake.send(wallet.signer.sign(TestWallet.unsigned(0).withValue(BigInteger.TEN)));

        assertThat(reasonOf(admission)).isEqualTo(RefusalReason.NONCE_USED);
    }

    @Test
    void executedBytesAreKnownAndOtherBytesOfTheirNonceTooLow() {
        TestWallet wallet = intake.wallet();
        EthTransaction transaction = wallet.transfer(0);
        intake.send(transaction);
        intake.execute();

        Admission again = intake.send(transaction);
        Admission other = intake.send(wallet.signer.sign(TestWallet.unsigned(0).withValue(BigInteger.TEN)));

        assertThat(reasonOf(again)).isEqualTo(RefusalReason.KNOWN);
        assertThat(((Admission.Refused) again).refusal().detail())
                .containsEntry("number", "1")
                .containsEntry("outcome", "SUCCEEDED");
        assertThat(reasonOf(other)).isEqualTo(RefusalReason.NONCE_TOO_LOW);
        assertThat(intake.send(wallet.transfer(1))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void skippedBytesNeverRunAgainAndTheirNonceIsFree() {
        TestWallet wallet = intake.wallet();
        EthTransaction transaction = wallet.transfer(0);
        intake.send(transaction);
        intake.execute(transaction);

        Admission again = intake.send(transaction);
        Admission anew = intake.send(wallet.signer.sign(TestWallet.unsigned(0).withValue(BigInteger.TEN)));

        assertThat(reasonOf(again)).isEqualTo(RefusalReason.KNOWN);
        assertThat(((Admission.Refused) again).refusal().detail()).containsEntry("outcome", "SKIPPED");
        assertThat(anew).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void pendingCostsAreReservedAndMoneyFromOthersCounts() {
        TestWallet wallet = intake.wallet(TestWallet.TRANSFER_COST);
        intake.send(wallet.transfer(0));

        Admission poor = intake.send(wallet.transfer(1));
        intake.set(wallet, 0, TestWallet.ETHER, false);
        intake.execute();
        intake.set(wallet, 1, TestWallet.ETHER, false);
        Admission rich = intake.send(wallet.transfer(1));

        assertThat(reasonOf(poor)).isEqualTo(RefusalReason.INSUFFICIENT_FUNDS);
        assertThat(rich).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aPlainSenderMayHaveAsManyPendingAsTheBound() {
        TestWallet wallet = intake.wallet();
        List<EthTransaction> all = LongStream.rangeClosed(0, SenderRules.MAX_PENDING)
                .mapToObj(wallet::transfer)
                .toList();

        List<Admission> admissions = intake.sendAll(all);

        assertThat(admissions.subList(0, SenderRules.MAX_PENDING)).allMatch(Admission.Admitted.class::isInstance);
        assertThat(reasonOf(admissions.getLast())).isEqualTo(RefusalReason.TOO_MANY_PENDING);
    }

    @Test
    void arrivalsOfOtherReplicasCountAsPending() {
        TestWallet wallet = intake.wallet();
        intake.send(wallet.transfer(0));
        EthTransaction elsewhere = wallet.transfer(1);
        intake.rollup.arrive(new AdmittedTransaction(elsewhere, elsewhere.raw(), 1, 1, MemoryRollup.POLICY.hash()));

        assertThat(intake.intake.nextNonce(wallet.address())).isEqualTo(2);
        assertThat(intake.send(elsewhere)).isInstanceOf(Admission.AlreadyPromised.class);
        assertThat(intake.send(wallet.transfer(2))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void nothingIsBuiltOnATransactionWhosePromiseDidNotCome() {
        TestWallet wallet = intake.wallet();
        intake.rollup.promisesFail = true;
        EthTransaction lost = wallet.transfer(0);

        Admission failed = intake.send(lost);
        long nextWhileLost = intake.intake.nextNonce(wallet.address());
        intake.rollup.promisesFail = false;
        Admission again = intake.send(lost);

        assertThat(reasonOf(failed)).isEqualTo(RefusalReason.BUSY);
        assertThat(nextWhileLost).isZero();
        assertThat(again).isInstanceOf(Admission.Admitted.class);
        assertThat(intake.intake.nextNonce(wallet.address())).isEqualTo(1);
    }

    @Test
    void isBusyWhileTheLineTakesNothingOrTheAccountCannotBeRead() {
        TestWallet wallet = intake.wallet();
        intake.rollup.accepting = false;
        Admission noLine = intake.send(wallet.transfer(0));
        intake.rollup.accepting = true;
        intake.rollup.clientAway = true;
        Admission noState = intake.send(wallet.transfer(0));

        assertThat(reasonOf(noLine)).isEqualTo(RefusalReason.BUSY);
        assertThat(reasonOf(noState)).isEqualTo(RefusalReason.BUSY);
        assertThat(((Admission.Refused) noState).refusal().detail()).containsEntry("retryAfterSeconds", 1);
    }

    @Test
    void startsAnewWhenItsBatchesAreVoided() {
        TestWallet wallet = intake.wallet();
        intake.send(wallet.transfer(0));
        intake.execute();

        intake.batches.voidAll();

        Awaitility.await()
                .until(() -> intake.follower
                        .position()
                        .filter(now -> now.head().number() == 0)
                        .isPresent());
    }

    @Test
    void manySendersAtOnceKeepEveryNonceOnceAndInOrder() {
        List<TestWallet> wallets = new ArrayList<>();
        List<EthTransaction> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TestWallet wallet = intake.wallet();
            wallets.add(wallet);
            LongStream.range(0, 25).mapToObj(wallet::transfer).forEach(all::add);
        }
        Collections.shuffle(all, new Random(11));

        List<CompletableFuture<Admission>> sent = all.stream()
                .map(transaction -> CompletableFuture.supplyAsync(
                        () -> intake.send(transaction),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        long executions = 0;
        while (!sent.stream().allMatch(CompletableFuture::isDone) && executions < 3) {
            intake.execute();
            executions++;
        }

        assertThat(sent.stream().map(CompletableFuture::join)).allMatch(Admission.Admitted.class::isInstance);
        for (TestWallet wallet : wallets) {
            assertThat(intake.rollup.line().stream()
                            .filter(issued -> issued.promise().sender().equals(wallet.address()))
                            .map(issued -> issued.promise().nonce()))
                    .containsExactlyElementsOf(LongStream.range(0, 25).boxed().toList());
        }
    }
}
