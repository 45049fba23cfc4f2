package dev.candor.acceptance;

import dev.candor.protocol.rlp.Rlp;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;

/** The other signature of the same transaction, which Ethereum has not taken since EIP-2. */
final class HighS {
    private static final BigInteger CURVE_ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final int DYNAMIC_FEE = 2;

    private HighS() {}

    /** @param transaction of type 2, without data or access list */
    static Bytes of(EthTransaction transaction) {
        BigInteger r = new BigInteger(1, transaction.signature().r().toArray());
        BigInteger s = CURVE_ORDER.subtract(
                new BigInteger(1, transaction.signature().s().toArray()));
        byte[] fields = Rlp.list(
                Rlp.uint64(transaction.chainId()),
                Rlp.uint64(transaction.nonce()),
                Rlp.integer(transaction.maxPriorityFeePerGas()),
                Rlp.integer(transaction.maxFeePerGas()),
                Rlp.uint64(transaction.gasLimit()),
                Rlp.string(transaction.to().orElseThrow()),
                Rlp.integer(transaction.value()),
                Rlp.string(transaction.data()),
                Rlp.list(),
                Rlp.uint64(1 - transaction.signature().yParity()),
                Rlp.integer(r),
                Rlp.integer(s));
        return Bytes.concat(Bytes.wrap(new byte[] {DYNAMIC_FEE}), Bytes.wrap(fields));
    }
}
