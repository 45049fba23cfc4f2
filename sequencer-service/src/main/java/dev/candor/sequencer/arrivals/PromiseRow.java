package dev.candor.sequencer.arrivals;

import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.util.Optional;

/**
 * A row of the line. The promise is a pure function of it, so the committed row is the signing record of its slot.
 *
 * @param rawTx empty for an EMPTY arrival, whose other values are zero
 * @param filledIn written by the orderer, not by an intake that was about to promise
 */
record PromiseRow(
        long seq,
        Hash32 txHash,
        Address sender,
        long nonce,
        long receivedAtMillis,
        long includeBy,
        Hash32 policyHash,
        Bytes rawTx,
        boolean filledIn) {

    static PromiseRow promised(long seq, AdmittedTransaction admitted) {
        EthTransaction transaction = admitted.transaction();
        return new PromiseRow(
                seq,
                transaction.hash(),
                transaction.sender(),
                transaction.nonce(),
                admitted.receivedAtMillis(),
                admitted.includeBy(),
                admitted.policyHash(),
                admitted.rawTx(),
                false);
    }

    /** A record of the topic whose row its intake did not write. */
    static PromiseRow filledIn(long seq, ArrivalRecord arrival, EthTransaction transaction) {
        return new PromiseRow(
                seq,
                transaction.hash(),
                transaction.sender(),
                transaction.nonce(),
                arrival.receivedAtMillis(),
                arrival.includeBy(),
                arrival.policyHash(),
                arrival.rawTx(),
                true);
    }

    static PromiseRow empty(long seq) {
        return new PromiseRow(seq, Hash32.ZERO, Address.ZERO, 0, 0, 0, Hash32.ZERO, Bytes.EMPTY, true);
    }

    boolean isEmpty() {
        return rawTx.isEmpty();
    }

    /** Same arrival at the same number, whoever wrote the row. */
    boolean sameArrival(PromiseRow other) {
        return seq == other.seq
                && receivedAtMillis == other.receivedAtMillis
                && includeBy == other.includeBy
                && policyHash.equals(other.policyHash)
                && rawTx.equals(other.rawTx);
    }

    /** The value of its record in the topic; an EMPTY arrival has an empty one. */
    byte[] toRecordValue() {
        return arrival().map(ArrivalRecord::encode).orElse(ArrivalDecoder.EMPTY_VALUE);
    }

    Optional<ArrivalRecord> arrival() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(new ArrivalRecord(receivedAtMillis, includeBy, policyHash, rawTx));
    }

    InclusionPromise promise(RollupId rollupId) {
        return new InclusionPromise(
                rollupId, new Seq(seq), txHash, sender, nonce, receivedAtMillis, includeBy, policyHash);
    }

    ArrivalRow toArrivalRow() {
        return new ArrivalRow(seq, txHash, sender, nonce, receivedAtMillis, rawTx);
    }
}
