package dev.candor.sequencer.execution;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A key and what tests sign with it. */
final class Wallet {
    static final BigInteger GWEI = BigInteger.TEN.pow(9);
    static final BigInteger ETHER = BigInteger.TEN.pow(18);
    static final BigInteger MAX_FEE = GWEI.multiply(BigInteger.valueOf(10));
    static final long TRANSFER_GAS = 21_000;

    private final PrivateKey key;
    private final TransactionSigner signer;

    private Wallet(PrivateKey key) {
        this.key = key;
        this.signer = TransactionSigner.of(key);
    }

    /** Its own key for every name. */
    static Wallet named(String name) {
        return new Wallet(PrivateKey.of(Keccak256.hash(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)))
                .toArray()));
    }

    Address address() {
        return key.address();
    }

    EthTransaction sign(UnsignedTransaction unsigned) {
        return signer.sign(unsigned);
    }

    Bytes transfer(long nonce, Address to, BigInteger wei) {
        return sign(transaction(nonce, TRANSFER_GAS).withTo(to).withValue(wei)).raw();
    }

    Bytes call(long nonce, Address contract, Bytes data, long gas) {
        return sign(transaction(nonce, gas).withTo(contract).withData(data)).raw();
    }

    Bytes setCode(long nonce, Address to, long gas, List<Authorization> authorizations) {
        return sign(UnsignedTransaction.setCode(TestChain.ROLLUP_ID, nonce, BigInteger.ONE, MAX_FEE, gas)
                        .withTo(to)
                        .withAuthorizations(authorizations))
                .raw();
    }

    Authorization authorize(Address code, long nonce) {
        return Authorization.sign(new InMemorySigner(key), BigInteger.valueOf(TestChain.ROLLUP_ID), code, nonce);
    }

    static UnsignedTransaction transaction(long nonce, long gas) {
        return UnsignedTransaction.dynamicFee(TestChain.ROLLUP_ID, nonce, BigInteger.ONE, MAX_FEE, gas);
    }
}
