package dev.candor.sequencer.intake;

import java.math.BigInteger;

/**
 * What the ledger knows of a sender at the moment of a decision.
 *
 * @param accountNonce of the account at the executed block
 * @param nextNonce the nonce that would be admitted: the account's and its pending arrivals that can run counted
 * @param balance wei; at least this much for a plain account, exactly this much when {@code balanceIsCurrent}
 * @param reserved {@code value + gas·maxFee} over the pending arrivals, wei
 * @param pendingCount arrivals that are not executed
 * @param countsAsDelegated its code is an EIP-7702 delegation, or a pending arrival carries its authorization
 * @param contract it has other code, so that it can send nothing (EIP-3607)
 */
record SenderView(
        long accountNonce,
        long nextNonce,
        BigInteger balance,
        boolean balanceIsCurrent,
        BigInteger reserved,
        int pendingCount,
        boolean countsAsDelegated,
        boolean contract) {}
