package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.IntrinsicGas;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.transaction.StatelessRule;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import java.util.Map;
import java.util.Optional;

/** What can be said of a transaction without knowing its sender's account; pure (protocol.md section 3, first half of the table). */
final class DoorRules {
    private DoorRules() {}

    sealed interface Verdict {
        record Passed(EthTransaction transaction) implements Verdict {}

        record Stopped(Refusal refusal) implements Verdict {}
    }

    static Verdict judge(Bytes raw, RollupId rollupId, Rules rules) {
        return switch (RawTransaction.decode(raw, rollupId)) {
            case RawTransaction.Malformed malformed ->
                new Verdict.Stopped(Refusal.of(malformed.reason().refusal(), malformed.detail()));
            case RawTransaction.Decoded(EthTransaction transaction) ->
                refusalOf(transaction, rules)
                        .<Verdict>map(Verdict.Stopped::new)
                        .orElseGet(() -> new Verdict.Passed(transaction));
        };
    }

    private static Optional<Refusal> refusalOf(EthTransaction transaction, Rules rules) {
        Optional<StatelessRule> broken = StatelessRule.brokenBy(transaction);
        if (broken.isPresent() && broken.get() != StatelessRule.GAS_COVERS_INTRINSIC) {
            return Optional.of(Refusal.of(RefusalReason.MALFORMED, neverRunnable(broken.get(), transaction)));
        }
        if (transaction.nonce() < 0) {
            return Optional.of(Refusal.of(
                    RefusalReason.MALFORMED,
                    "expected a nonce below 2^63, found " + Long.toUnsignedString(transaction.nonce())
                            + ": no account ever gets there"));
        }
        if (!rules.policy().admits(transaction.type())) {
            return Optional.of(Refusal.of(
                    RefusalReason.TYPE_NOT_SUPPORTED,
                    "the policy in force does not admit type "
                            + transaction.type().code()));
        }
        return broken.isPresent() ? Optional.of(intrinsicGas(transaction)) : gasLimit(transaction, rules);
    }

    private static String neverRunnable(StatelessRule rule, EthTransaction transaction) {
        return switch (rule) {
            case PRIORITY_FEE_WITHIN_FEE_CAP ->
                "max priority fee per gas higher than max fee per gas: expected at most %s, found %s"
                        .formatted(transaction.maxFeePerGas(), transaction.maxPriorityFeePerGas());
            case NONCE_BELOW_MAXIMUM -> "expected a nonce below 2^64 - 1 (EIP-2681)";
            case INIT_CODE_WITHIN_LIMIT ->
                "max initcode size exceeded: expected at most 49152 bytes, found %d (EIP-3860)"
                        .formatted(transaction.data().size());
            case GAS_COVERS_INTRINSIC -> throw new IllegalArgumentException("Expected a rule of its own reason.");
        };
    }

    private static Refusal intrinsicGas(EthTransaction transaction) {
        long required = IntrinsicGas.of(transaction).required();
        return new Refusal(
                RefusalReason.INTRINSIC_GAS,
                "expected a gas limit of at least %d, found %s"
                        .formatted(required, Long.toUnsignedString(transaction.gasLimit())),
                Map.of("required", Refusal.quantity(required)));
    }

    private static Optional<Refusal> gasLimit(EthTransaction transaction, Rules rules) {
        long maximum = rules.maxGasLimit();
        if (Long.compareUnsigned(transaction.gasLimit(), maximum) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                RefusalReason.GAS_LIMIT,
                "expected a gas limit of at most %d, half a block's, found %s"
                        .formatted(maximum, Long.toUnsignedString(transaction.gasLimit())),
                Map.of("maximum", Refusal.quantity(maximum))));
    }
}
