package dev.candor.protocol.arrival;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.nio.ByteBuffer;

/**
 * The value of one record of the arrivals topic: {@code uint8 version = 1 ‖ uint64 receivedAtMillis ‖ uint64 includeBy ‖
 * bytes32 policyHash ‖ rawTx}, big-endian. The promise is a pure function of it and of the seq its offset gives.
 *
 * @param receivedAtMillis Unix milliseconds by the sequencer's clock, below 2^63
 * @param includeBy Unix seconds of L1
 */
public record ArrivalRecord(long receivedAtMillis, long includeBy, Hash32 policyHash, Bytes rawTx) {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + 2 * Long.BYTES + Hash32.SIZE;

    public ArrivalRecord {
        if (rawTx.isEmpty()) {
            throw new IllegalArgumentException("Expected the bytes of a transaction, found none.");
        }
        if (receivedAtMillis < 0) {
            throw new IllegalArgumentException(
                    "Expected a time below 2^63 milliseconds, found " + Long.toUnsignedString(receivedAtMillis) + ".");
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(HEADER_BYTES + rawTx.size())
                .put(VERSION)
                .putLong(receivedAtMillis)
                .putLong(includeBy)
                .put(policyHash.readOnlyArray())
                .put(rawTx.readOnlyArray())
                .array();
    }

    /** Throws {@link IllegalArgumentException} for a value that {@link #encode()} cannot have written. */
    public static ArrivalRecord decode(byte[] value) {
        if (value.length <= HEADER_BYTES || value[0] != VERSION) {
            throw new IllegalArgumentException("Expected an arrival of version 1 with more than " + HEADER_BYTES
                    + " bytes, found " + value.length + " bytes" + (value.length > 0 ? " of version " + value[0] : "")
                    + ": this topic was written by something else or by a newer release.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
        long receivedAtMillis = buffer.getLong();
        long includeBy = buffer.getLong();
        byte[] policyHash = new byte[Hash32.SIZE];
        buffer.get(policyHash);
        byte[] rawTx = new byte[buffer.remaining()];
        buffer.get(rawTx);
        return new ArrivalRecord(receivedAtMillis, includeBy, Hash32.wrap(policyHash), Bytes.wrap(rawTx));
    }

    /** The promise for this record at {@code seq}; {@code transaction} is what {@link #rawTx} decodes to. */
    public InclusionPromise promise(RollupId rollupId, Seq seq, EthTransaction transaction) {
        return new InclusionPromise(
                rollupId,
                seq,
                transaction.hash(),
                transaction.sender(),
                transaction.nonce(),
                receivedAtMillis,
                includeBy,
                policyHash);
    }
}
