package dev.candor.sequencer.arrivals;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;

/**
 * A transaction that admission has said yes to, on its way to a number.
 *
 * @param receivedAtMillis Unix milliseconds by this process's clock
 * @param includeBy Unix seconds of L1
 * @param policyHash the policy in force when it was received
 */
public record AdmittedTransaction(
        EthTransaction transaction, Bytes rawTx, long receivedAtMillis, long includeBy, Hash32 policyHash) {}
