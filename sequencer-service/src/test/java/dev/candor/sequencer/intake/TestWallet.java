package dev.candor.sequencer.intake;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.sequencer.TestProperties;
import java.math.BigInteger;
import java.security.SecureRandom;

/** A fresh sender. */
final class TestWallet {
    static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);
    static final BigInteger ETHER = GWEI.multiply(GWEI);
    static final Address TO = Address.fromHex("0x00000000000000000000000000000000000000ee");
    static final BigInteger TRANSFER_COST = GWEI.multiply(BigInteger.valueOf(2 * 21_000L));

    final PrivateKey key;
    final TransactionSigner signer;

    TestWallet() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        secret[0] = 1;
        this.key = PrivateKey.of(secret);
        this.signer = TransactionSigner.of(key);
    }

    Address address() {
        return signer.address();
    }

    /** Type 2, 21,000 gas at no more than 2 gwei, no value. */
    EthTransaction transfer(long nonce) {
        return signer.sign(unsigned(nonce));
    }

    static UnsignedTransaction unsigned(long nonce) {
        return UnsignedTransaction.dynamicFee(
                        TestProperties.ROLLUP_ID, nonce, BigInteger.ONE, GWEI.multiply(BigInteger.TWO), 21_000)
                .withTo(TO);
    }
}
