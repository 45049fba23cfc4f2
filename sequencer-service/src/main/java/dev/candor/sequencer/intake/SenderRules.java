package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** What a sender's account and its pending arrivals say of its next transaction; pure (protocol.md section 3, second half of the table). */
final class SenderRules {
    static final int MAX_PENDING = 1_024;
    static final int MAX_PENDING_DELEGATED = 1;

    private SenderRules() {}

    sealed interface Decision {
        record Admit() implements Decision {}

        record Refuse(Refusal refusal) implements Decision {}

        /** Ahead of its nonce: hold the answer, and refuse so when the wait is over. */
        record Hold(Refusal afterwards) implements Decision {}

        /** The nonce is behind the account's: whether the bytes are in a batch decides between KNOWN and this. */
        record BehindAccount(Refusal unlessKnown) implements Decision {}

        /** The balance may have grown since it was read: read it, decide again. */
        record ReadAgain() implements Decision {}
    }

    private static final Decision ADMIT = new Decision.Admit();
    private static final Decision READ_AGAIN = new Decision.ReadAgain();

    /**
     * @param nonceTaken a pending arrival of the sender has this nonce
     * @param busyAuthority the first signer of an authorization that has pending arrivals
     * @param projectedBaseFee wei, see {@link Rules#projectedBaseFee}
     */
    static Decision decide(
            SenderView sender,
            EthTransaction transaction,
            boolean nonceTaken,
            Optional<Address> busyAuthority,
            BigInteger projectedBaseFee) {
        Optional<Decision> byNonce = byNonce(sender, transaction.nonce(), nonceTaken);
        if (byNonce.isPresent()) {
            return byNonce.get();
        }
        if (busyAuthority.isPresent()) {
            return refuse(authorityPending(busyAuthority.get()));
        }
        int maximum = sender.countsAsDelegated() ? MAX_PENDING_DELEGATED : MAX_PENDING;
        if (sender.pendingCount() >= maximum) {
            return refuse(tooManyPending(sender, maximum));
        }
        if (transaction.maxFeePerGas().compareTo(projectedBaseFee) < 0) {
            return refuse(feeTooLow(transaction, projectedBaseFee));
        }
        BigInteger required = sender.reserved().add(transaction.maxCost());
        if (required.compareTo(sender.balance()) > 0) {
            return sender.balanceIsCurrent() ? refuse(insufficientFunds(sender, transaction, required)) : READ_AGAIN;
        }
        return ADMIT;
    }

    private static Optional<Decision> byNonce(SenderView sender, long nonce, boolean nonceTaken) {
        if (sender.contract()) {
            return Optional.of(refuse(Refusal.of(
                    RefusalReason.MALFORMED, "the sender is a contract, which can send nothing (EIP-3607)")));
        }
        if (nonce < sender.accountNonce()) {
            return Optional.of(new Decision.BehindAccount(
                    nonceRefusal(RefusalReason.NONCE_TOO_LOW, sender, nonce, "sign anew with that nonce")));
        }
        if (nonceTaken) {
            return Optional.of(refuse(nonceRefusal(
                    RefusalReason.NONCE_USED,
                    sender,
                    nonce,
                    "an admitted transaction is not replaced, whatever the fee; sign anew with that nonce")));
        }
        if (nonce > sender.nextNonce()) {
            return Optional.of(new Decision.Hold(
                    nonceRefusal(RefusalReason.NONCE_GAP, sender, nonce, "send the ones between first")));
        }
        return Optional.empty();
    }

    private static Decision refuse(Refusal refusal) {
        return new Decision.Refuse(refusal);
    }

    private static Refusal nonceRefusal(RefusalReason reason, SenderView sender, long found, String remedy) {
        return new Refusal(
                reason,
                "expected %d, found %d; %s".formatted(sender.nextNonce(), found, remedy),
                Map.of("expectedNonce", Refusal.quantity(sender.nextNonce())));
    }

    private static Refusal authorityPending(Address authority) {
        String checksummed = Eip55.format(authority);
        return new Refusal(
                RefusalReason.AUTHORITY_PENDING,
                "expected no pending transaction of %s, which signed an authorization; send again when they are executed"
                        .formatted(checksummed),
                Map.of("authority", checksummed));
    }

    private static Refusal tooManyPending(SenderView sender, int maximum) {
        String why = sender.countsAsDelegated() ? " of an account with an EIP-7702 delegation" : " of one sender";
        return new Refusal(
                RefusalReason.TOO_MANY_PENDING,
                "expected fewer than %d%s, found %d; send again when they are executed"
                        .formatted(maximum, why, sender.pendingCount()),
                Map.of("maximum", maximum));
    }

    private static Refusal feeTooLow(EthTransaction transaction, BigInteger projectedBaseFee) {
        return new Refusal(
                RefusalReason.FEE_TOO_LOW,
                "expected a max fee per gas of at least %s, the base fee projected for its batch, found %s"
                        .formatted(projectedBaseFee, transaction.maxFeePerGas()),
                Map.of("projectedBaseFee", Refusal.quantity(projectedBaseFee)));
    }

    private static Refusal insufficientFunds(SenderView sender, EthTransaction transaction, BigInteger required) {
        return new Refusal(
                RefusalReason.INSUFFICIENT_FUNDS,
                "expected a balance of %s (%s for %d pending transactions and %s for this one), found %s"
                        .formatted(
                                required,
                                sender.reserved(),
                                sender.pendingCount(),
                                transaction.maxCost(),
                                sender.balance()),
                Map.of("required", Refusal.quantity(required), "available", Refusal.quantity(sender.balance())));
    }
}
