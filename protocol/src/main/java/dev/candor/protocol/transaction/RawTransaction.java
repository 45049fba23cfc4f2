package dev.candor.protocol.transaction;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import java.util.Optional;

/**
 * What the bytes of a transaction turn out to be. <em>Decodes</em> means (protocol.md section 6): at most 64 KiB of
 * strict RLP with the EIPs' field widths, low s, a sender that can be recovered; type 0 with EIP-155; type 4 with a
 * destination and at least one authorization; for this chain.
 */
public sealed interface RawTransaction {
    /** 64 KiB. */
    int MAX_BYTES = 65_536;

    /** A transaction with its sender. */
    record Decoded(EthTransaction transaction) implements RawTransaction {}

    /** No transaction; {@code detail} says what was expected and found. */
    record Malformed(MalformedReason reason, String detail) implements RawTransaction {}

    /** Decodes a transaction for the rollup, and refuses one for another chain. */
    static RawTransaction decode(Bytes raw, RollupId rollupId) {
        return TransactionDecoder.decode(raw, Optional.of(rollupId));
    }

    /** Decodes a transaction for whatever chain it names. */
    static RawTransaction decode(Bytes raw) {
        return TransactionDecoder.decode(raw, Optional.empty());
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
