package dev.candor.protocol.transaction;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.rlp.Rlp;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An EIP-7702 authorization: its signer lets {@code address} be its code. The fields are as wide as the EIP allows; one
 * that nobody validly signed does not invalidate its transaction, it has no effect.
 *
 * @param chainId 0 for any chain
 * @param nonce unsigned 64 bits
 * @param yParity 0..255; only 0 and 1 recover
 * @param r 256 bits, in any range
 * @param s 256 bits, in any range
 */
public record Authorization(BigInteger chainId, Address address, long nonce, int yParity, Hash32 r, Hash32 s) {
    private static final byte[] MAGIC = {0x05};
    private static final long MAX_UINT64 = -1L;

    /** Signs an authorization; {@code chainId} 0 makes it valid on any chain. */
    public static Authorization sign(DigestSigner signer, BigInteger chainId, Address address, long nonce) {
        Signature65 signature = signer.sign(signingHash(chainId, address, nonce));
        return new Authorization(chainId, address, nonce, signature.yParity(), signature.r(), signature.s());
    }

    /**
     * The account that signed, when this authorization can take effect on the rollup as far as that is known without
     * state (steps 1 to 3 of the EIP's behaviour): chain id 0 or the rollup's, nonce below 2^64 - 1, low s.
     */
    public Optional<Address> authority(RollupId rollupId) {
        boolean forThisChain =
                chainId.signum() == 0 || chainId.equals(new BigInteger(Long.toUnsignedString(rollupId.value())));
        if (!forThisChain || nonce == MAX_UINT64) {
            return Optional.empty();
        }
        return Signature65.parse(r, s, yParity)
                .flatMap(signature -> Secp256k1.recover(signingHash(chainId, address, nonce), signature));
    }

    private static Hash32 signingHash(BigInteger chainId, Address address, long nonce) {
        return Keccak256.hash(MAGIC, Rlp.list(Rlp.integer(chainId), Rlp.string(address), Rlp.uint64(nonce)));
    }
}
