package dev.candor.protocol.transaction;

import dev.candor.protocol.types.Bytes;

/**
 * What the bytes of a transaction turn out to be. <em>Decodes</em> means (protocol.md section 6): strict RLP with the
 * EIPs' field widths, low s, a sender that can be recovered; type 0 with EIP-155; type 4 with a destination and at
 * least one authorization. The chain id is the caller's to check.
 */
public sealed interface RawTransaction {
    /** A transaction with its sender. */
    record Decoded(EthTransaction transaction) implements RawTransaction {}

    /** No transaction; {@code detail} says what was expected and found. */
    record Malformed(MalformedReason reason, String detail) implements RawTransaction {}

    static RawTransaction decode(Bytes raw) {
        return TransactionDecoder.decode(raw);
    }

    /** Takes the array over without copying: the caller must not write to it afterwards. */
    static RawTransaction decode(byte[] raw) {
        return decode(Bytes.wrap(raw));
    }

    /** The transaction, for callers that stored these bytes because they decode; throws when they do not. */
    static EthTransaction require(Bytes raw) {
        return switch (decode(raw)) {
            case Decoded(EthTransaction transaction) -> transaction;
            case Malformed(MalformedReason reason, String detail) ->
                throw new IllegalArgumentException("Expected bytes that decode, found " + reason + ": " + detail);
        };
    }
}
