package dev.candor.protocol.policy;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;

/**
 * The rule set in force at an L1 height (protocol.md section 8).
 *
 * @param version uint16
 * @param orderingCode the code of an {@link OrderingPolicy}
 * @param beaconKinds bit i allows kind i
 * @param transactionTypes bit i admits type i; binds admission only
 * @param maxGas declared gas of a batch, forced entries included
 * @param maxCount arrivals of a batch; uint32
 * @param maxBytes raw bytes of a batch; uint32
 * @param forcedCap forced entries of a batch; uint32
 * @param inclusionDelaySeconds from receipt to L1
 * @param maxOrderingDelayMillis from receipt to cut
 * @param feeRecipient of every L2 block
 * @param compensationWei for a broken promise
 */
public record Policy(
        int version,
        int orderingCode,
        int beaconKinds,
        int transactionTypes,
        long batchIntervalMillis,
        long maxGas,
        int maxCount,
        int maxBytes,
        int forcedCap,
        long inclusionDelaySeconds,
        long maxOrderingDelayMillis,
        Address feeRecipient,
        BigInteger compensationWei) {
    private static final int WORDS = 13;

    public Policy(
            int version,
            OrderingPolicy ordering,
            int beaconKinds,
            int transactionTypes,
            long batchIntervalMillis,
            long maxGas,
            int maxCount,
            int maxBytes,
            int forcedCap,
            long inclusionDelaySeconds,
            long maxOrderingDelayMillis,
            Address feeRecipient,
            BigInteger compensationWei) {
        this(
                version,
                ordering.code(),
                beaconKinds,
                transactionTypes,
                batchIntervalMillis,
                maxGas,
                maxCount,
                maxBytes,
                forcedCap,
                inclusionDelaySeconds,
                maxOrderingDelayMillis,
                feeRecipient,
                compensationWei);
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IllegalArgumentException the bytes are not {@code abi.encode} of a policy
     */
    public static Policy decode(Bytes encoded) {
        if (encoded.size() != WORDS * AbiWords.WORD_BYTES) {
            throw new IllegalArgumentException(
                    "Expected a policy of %d bytes, found %d.".formatted(WORDS * AbiWords.WORD_BYTES, encoded.size()));
        }
        Policy policy = new Policy(
                word(encoded, 0).intValueExact(),
                word(encoded, 1).intValueExact(),
                word(encoded, 2).intValueExact(),
                word(encoded, 3).intValueExact(),
                word(encoded, 4).longValue(),
                word(encoded, 5).longValue(),
                word(encoded, 6).intValue(),
                word(encoded, 7).intValue(),
                word(encoded, 8).intValue(),
                word(encoded, 9).longValue(),
                word(encoded, 10).longValue(),
                Address.copyOf(encoded.readOnlyArray(), 12 * AbiWords.WORD_BYTES - Address.SIZE),
                word(encoded, 12));
        if (!policy.encode().equals(encoded)) {
            throw new IllegalArgumentException("Expected abi.encode of a policy, found values out of their range.");
        }
        return policy;
    }

    private static BigInteger word(Bytes encoded, int index) {
        int from = index * AbiWords.WORD_BYTES;
        return new BigInteger(1, encoded.slice(from, from + AbiWords.WORD_BYTES).toArray());
    }

    /** Throws {@link IllegalArgumentException} when the code is none that this release knows. */
    public OrderingPolicy ordering() {
        return OrderingPolicy.ofCode(orderingCode);
    }

    /** {@code abi.encode(Policy)}, 416 bytes. */
    public Bytes encode() {
        return Bytes.wrap(new AbiWords(WORDS)
                .uint16(version)
                .uint8(orderingCode)
                .uint8(beaconKinds)
                .uint8(transactionTypes)
                .uint64(batchIntervalMillis)
                .uint64(maxGas)
                .uint32(maxCount)
                .uint32(maxBytes)
                .uint32(forcedCap)
                .uint64(inclusionDelaySeconds)
                .uint64(maxOrderingDelayMillis)
                .address(feeRecipient)
                .uint256(compensationWei)
                .finish());
    }

    /** {@code keccak256(abi.encode(Policy))}. */
    public Hash32 hash() {
        return Keccak256.hash(encode());
    }

    public boolean allows(BeaconKind kind) {
        return (beaconKinds & bit(kind)) != 0;
    }

    public boolean admits(TransactionType type) {
        return (transactionTypes & bit(type)) != 0;
    }

    public static int bits(BeaconKind... kinds) {
        int bits = 0;
        for (BeaconKind kind : kinds) {
            bits |= bit(kind);
        }
        return bits;
    }

    public static int bits(TransactionType... types) {
        int bits = 0;
        for (TransactionType type : types) {
            bits |= bit(type);
        }
        return bits;
    }

    /** The Unix second of L1 by which a batch that covers an arrival must be posted (protocol.md section 3). */
    public long includeBy(long receivedAtMillis) {
        return Math.ceilDiv(receivedAtMillis, 1000L) + inclusionDelaySeconds;
    }

    private static int bit(BeaconKind kind) {
        return 1 << kind.code();
    }

    private static int bit(TransactionType type) {
        return 1 << type.code();
    }
}
