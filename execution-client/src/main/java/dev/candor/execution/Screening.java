package dev.candor.execution;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.MalformedReason;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.transaction.StatelessRule;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What can be said of a transaction before any other one has run: whether it is one (protocol.md section 6), and whether it
 * could run on any state at all under this block's base fee and gas limit.
 */
final class Screening {
    private static final int UINT256_BITS = 256;

    private final RollupId rollupId;
    private final BigInteger baseFeePerGas;
    private final long blockGasLimit;

    Screening(RollupId rollupId, BigInteger baseFeePerGas, long blockGasLimit) {
        this.rollupId = rollupId;
        this.baseFeePerGas = baseFeePerGas;
        this.blockGasLimit = blockGasLimit;
    }

    sealed interface Screened {
        /** May run, depending on the state at its place. */
        record Candidate(EthTransaction transaction) implements Screened {}

        record Rejected(Skip skip) implements Screened {}
    }

    Screened screen(BatchEntry entry) {
        return switch (RawTransaction.decode(entry.rawTx(), rollupId)) {
            case RawTransaction.Malformed(MalformedReason reason, String detail) ->
                rejected(
                        reason == MalformedReason.WRONG_CHAIN ? Skip.Reason.WRONG_CHAIN : Skip.Reason.UNDECODABLE,
                        detail);
            case RawTransaction.Decoded(EthTransaction transaction) ->
                brokenRule(entry, transaction)
                        .<Screened>map(Screened.Rejected::new)
                        .orElseGet(() -> new Screened.Candidate(transaction));
        };
    }

    private Optional<Skip> brokenRule(BatchEntry entry, EthTransaction transaction) {
        if (entry.forced() && entry.forcedGasLimit() != transaction.gasLimit()) {
            return Optional.of(new Skip(
                    Skip.Reason.OTHER_GAS_THAN_PAID,
                    "declares " + transaction.gasLimitUnsigned() + ", paid for " + entry.forcedGasLimit()));
        }
        Optional<StatelessRule> broken = StatelessRule.brokenBy(transaction);
        if (broken.isPresent()) {
            return Optional.of(
                    new Skip(Skip.Reason.INVALID_FOR_EVER, broken.get().name()));
        }
        if (transaction.maxFeePerGas().compareTo(baseFeePerGas) < 0) {
            return Optional.of(new Skip(
                    Skip.Reason.FEE_BELOW_BASE_FEE,
                    "offers at most " + transaction.maxFeePerGas() + ", base fee " + baseFeePerGas));
        }
        if (Long.compareUnsigned(transaction.gasLimit(), blockGasLimit) > 0) {
            return Optional.of(new Skip(
                    Skip.Reason.NOT_ENOUGH_GAS_LEFT,
                    "declares " + transaction.gasLimitUnsigned() + ", a block has " + blockGasLimit));
        }
        if (transaction.maxCost().bitLength() > UINT256_BITS) {
            return Optional.of(new Skip(Skip.Reason.INSUFFICIENT_FUNDS, "costs more wei than there can be"));
        }
        return Optional.empty();
    }

    private static Screened rejected(Skip.Reason reason, String detail) {
        return new Screened.Rejected(new Skip(reason, detail));
    }
}
