package dev.candor.sequencer.intake;

import static dev.candor.sequencer.intake.TestIntake.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.sequencer.TestProperties;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts that others can act for (EIP-7702): what they have pending is bounded, alone and together. */
class DelegatedSendersTest {
    private final TestIntake intake = new TestIntake();

    @AfterEach
    void stop() {
        intake.close();
    }

    @Test
    void aDelegatedAccountHasOnePending() {
        TestWallet wallet = intake.wallet();
        intake.set(wallet, 0, TestWallet.ETHER, true);
        intake.send(wallet.transfer(0));

        assertThat(reasonOf(intake.send(wallet.transfer(1)))).isEqualTo(RefusalReason.TOO_MANY_PENDING);
    }

    @Test
    void delegatedAccountsTogetherHaveABoundAndItOpensAgain() {
        List<TestWallet> delegated = new ArrayList<>();
        for (int i = 0; i <= TestIntake.LIMITS.maxPendingDelegated(); i++) {
            delegated.add(intake.wallet());
            intake.set(delegated.getLast(), 0, TestWallet.ETHER, true);
        }
        TestWallet last = delegated.removeLast();
        delegated.forEach(wallet -> assertThat(intake.send(wallet.transfer(0))).isInstanceOf(Admission.Admitted.class));

        Admission oneTooMany = intake.send(last.transfer(0));
        Admission plain = intake.send(intake.wallet().transfer(0));
        intake.execute();
        Admission afterwards = intake.send(last.transfer(0));

        assertThat(reasonOf(oneTooMany)).isEqualTo(RefusalReason.BUSY);
        assertThat(plain).isInstanceOf(Admission.Admitted.class);
        assertThat(afterwards).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void anAuthorizationForAnAccountWithPendingIsRefused() {
        TestWallet sponsor = intake.wallet();
        TestWallet authority = intake.wallet();
        intake.send(authority.transfer(0));

        assertThat(reasonOf(intake.send(delegating(sponsor, authority)))).isEqualTo(RefusalReason.AUTHORITY_PENDING);
    }

    @Test
    void fromItsAuthorizationOnAnAccountCountsAsDelegated() {
        TestWallet sponsor = intake.wallet();
        TestWallet authority = intake.wallet();

        Admission delegation = intake.send(delegating(sponsor, authority));
        Admission first = intake.send(authority.transfer(0));
        Admission second = intake.send(authority.transfer(1));

        assertThat(delegation).isInstanceOf(Admission.Admitted.class);
        assertThat(first).isInstanceOf(Admission.Admitted.class);
        assertThat(reasonOf(second)).isEqualTo(RefusalReason.TOO_MANY_PENDING);
    }

    private static EthTransaction delegating(TestWallet sponsor, TestWallet authority) {
        Authorization authorization =
                Authorization.sign(new InMemorySigner(authority.key), BigInteger.ZERO, TestWallet.TO, 0);
        return sponsor.signer.sign(UnsignedTransaction.setCode(
                        TestProperties.ROLLUP_ID, 0, BigInteger.ONE, TestWallet.GWEI.multiply(BigInteger.TWO), 100_000)
                .withTo(TestWallet.TO)
                .withAuthorizations(List.of(authorization)));
    }
}
