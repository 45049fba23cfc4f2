package dev.candor.acceptance;

import dev.candor.devnet.DevnetKeys;
import dev.candor.devnet.DevnetOptions;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** One account that signs its transactions in nonce order. Each scenario takes accounts nobody else uses. */
final class Wallet {
    static final long CHAIN_ID = DevnetOptions.DEFAULT_ROLLUP_ID;
    static final BigInteger GWEI = BigInteger.TEN.pow(9);
    static final BigInteger FEE_CAP = GWEI.multiply(BigInteger.TWO);
    static final Address NOBODY = Address.fromHex("0x000000000000000000000000000000000000dEaD");
    static final long TRANSFER_GAS = 21_000;

    private static final AtomicInteger NEXT_FUNDED = new AtomicInteger();

    private final TransactionSigner signer;
    private final PrivateKey key;
    private long nonce;

    Wallet(PrivateKey key) {
        this.key = key;
        this.signer = TransactionSigner.of(key);
    }

    /** An account with funds at genesis that no scenario has used. */
    static Wallet funded() {
        return new Wallet(DevnetKeys.derived(NEXT_FUNDED.getAndIncrement()));
    }

    Address address() {
        return signer.address();
    }

    PrivateKey key() {
        return key;
    }

    long nextNonce() {
        return nonce;
    }

    EthTransaction transfer(Address to, BigInteger wei) {
        return dynamicFee(TRANSFER_GAS, unsigned -> unsigned.withTo(to).withValue(wei));
    }

    EthTransaction legacy(long gas, UnaryOperator<UnsignedTransaction> fill) {
        return sign(fill.apply(UnsignedTransaction.legacy(CHAIN_ID, nonce, FEE_CAP, gas)));
    }

    EthTransaction accessList(long gas, UnaryOperator<UnsignedTransaction> fill) {
        return sign(fill.apply(UnsignedTransaction.accessList(CHAIN_ID, nonce, FEE_CAP, gas)));
    }

    EthTransaction dynamicFee(long gas, UnaryOperator<UnsignedTransaction> fill) {
        return sign(fill.apply(UnsignedTransaction.dynamicFee(CHAIN_ID, nonce, BigInteger.ONE, FEE_CAP, gas)));
    }

    EthTransaction setCode(long gas, UnaryOperator<UnsignedTransaction> fill) {
        return sign(fill.apply(UnsignedTransaction.setCode(CHAIN_ID, nonce, BigInteger.ONE, FEE_CAP, gas)));
    }

    private EthTransaction sign(UnsignedTransaction unsigned) {
        nonce++;
        return signer.sign(unsigned);
    }
}
