package dev.candor.devnet.demo;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;

/** An account that counts its own nonces, as a wallet does. */
final class Wallet {

    private static final BigInteger TIP_WEI = BigInteger.valueOf(1_000_000);
    private static final BigInteger MAX_FEE_WEI = BigInteger.valueOf(20_000_000_000L);

    private final TransactionSigner signer;
    private final long chainId;
    private long nextNonce;

    Wallet(PrivateKey key, long chainId, long nextNonce) {
        this.signer = TransactionSigner.of(key);
        this.chainId = chainId;
        this.nextNonce = nextNonce;
    }

    Address address() {
        return signer.address();
    }

    long nextNonce() {
        return nextNonce;
    }

    /** A contract creation with the next nonce. */
    EthTransaction create(Bytes code, long gasLimit) {
        return signer.sign(unsigned(nextNonce++, gasLimit).withData(code));
    }

    /** A call with the next nonce. */
    EthTransaction call(Address to, Bytes data, BigInteger wei, long gasLimit) {
        return signer.sign(
                unsigned(nextNonce++, gasLimit).withTo(to).withValue(wei).withData(data));
    }

    /** A plain payment with a nonce of the caller's choice; the wallet's own count stays. */
    EthTransaction pay(Address to, BigInteger wei, long gasLimit, long nonce) {
        return signer.sign(unsigned(nonce, gasLimit).withTo(to).withValue(wei));
    }

    private UnsignedTransaction unsigned(long nonce, long gasLimit) {
        return UnsignedTransaction.dynamicFee(chainId, nonce, TIP_WEI, MAX_FEE_WEI, gasLimit);
    }
}
