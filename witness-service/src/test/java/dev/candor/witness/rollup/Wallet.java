package dev.candor.witness.rollup;

import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;

/** A funded account on the L2 and its nonces. */
public final class Wallet {
    private static final BigInteger MAX_FEE = BigInteger.TEN.pow(10);
    private static final long TRANSFER_GAS = 21_000;
    private static final Address SINK = Address.fromHex("0x" + "51".repeat(20));

    private final TransactionSigner signer;
    private long nonce;

    /** @param index of {@link DevAccounts} */
    public Wallet(int index) {
        this.signer = TransactionSigner.of(
                PrivateKey.fromHex(DevAccounts.ALL.get(index).privateKey()));
    }

    public Bytes transfer() {
        Bytes raw = transfer(nonce, TRANSFER_GAS, Bytes.EMPTY);
        nonce++;
        return raw;
    }

    /** A transaction that cannot run now. */
    public Bytes outOfTurn() {
        return transfer(nonce + 1_000, TRANSFER_GAS, Bytes.EMPTY);
    }

    /** A contract creation that reverts. */
    public Bytes reverting() {
        Bytes raw = signer.sign(
                        UnsignedTransaction.dynamicFee(WrittenRollup.ROLLUP_ID, nonce, BigInteger.ONE, MAX_FEE, 100_000)
                                .withData(Bytes.fromHex("0x60006000fd")))
                .raw();
        nonce++;
        return raw;
    }

    /** With as much gas as {@link WrittenRollup#force} pays for. */
    public Bytes forced() {
        Bytes raw = transfer(nonce, 30_000, Bytes.EMPTY);
        nonce++;
        return raw;
    }

    private Bytes transfer(long at, long gas, Bytes data) {
        return signer.sign(UnsignedTransaction.dynamicFee(WrittenRollup.ROLLUP_ID, at, BigInteger.ONE, MAX_FEE, gas)
                        .withTo(SINK)
                        .withValue(BigInteger.ONE)
                        .withData(data))
                .raw();
    }
}
