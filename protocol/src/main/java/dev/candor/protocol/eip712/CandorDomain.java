package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;

/**
 * The EIP-712 domain of every signed object: name "Candor", version "1", the chain id of L1 and the Rollup proxy there.
 * Immutable; the separator is computed once.
 */
public final class CandorDomain {
    public static final String NAME = "Candor";
    public static final String VERSION = "1";

    private static final byte[] DIGEST_PREFIX = {0x19, 0x01};
    private static final int SEPARATOR_WORDS = 5;

    private final long l1ChainId;
    private final Address rollup;
    private final Hash32 separator;

    public CandorDomain(long l1ChainId, Address rollup) {
        this.l1ChainId = l1ChainId;
        this.rollup = rollup;
        this.separator = Keccak256.hash(new AbiWords(SEPARATOR_WORDS)
                .bytes32(TypeHashes.EIP712_DOMAIN)
                .bytes32(Keccak256.hashUtf8(NAME))
                .bytes32(Keccak256.hashUtf8(VERSION))
                .uint64(l1ChainId)
                .address(rollup)
                .finish());
    }

    public long l1ChainId() {
        return l1ChainId;
    }

    /** The Rollup proxy on L1, {@code verifyingContract}. */
    public Address rollup() {
        return rollup;
    }

    /** {@code hashStruct(EIP712Domain)}. */
    public Hash32 separator() {
        return separator;
    }

    /** {@code keccak256(0x1901 ‖ separator ‖ structHash)}, the bytes that are signed. */
    Hash32 digest(Hash32 structHash) {
        return Keccak256.hash(DIGEST_PREFIX, separator.readOnlyArray(), structHash.readOnlyArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CandorDomain domain && separator.equals(domain.separator);
    }

    @Override
    public int hashCode() {
        return separator.hashCode();
    }

    @Override
    public String toString() {
        return "CandorDomain[l1ChainId=" + Long.toUnsignedString(l1ChainId) + ", rollup=" + rollup + "]";
    }
}
