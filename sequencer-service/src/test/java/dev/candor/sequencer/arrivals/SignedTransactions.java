package dev.candor.sequencer.arrivals;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.TestProperties;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Transfers of one fresh sender, each with the next nonce. */
final class SignedTransactions {
    static final Hash32 POLICY = Hash32.fromHex("0x" + "ab".repeat(32));

    private static final Address TO = Address.fromHex("0x00000000000000000000000000000000000000ee");
    private static final int INCLUSION_DELAY_SECONDS = 3600;

    private final TransactionSigner signer;
    private final AtomicLong nonce = new AtomicLong();

    SignedTransactions() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        secret[0] = 1;
        this.signer = TransactionSigner.of(PrivateKey.of(secret));
    }

    AdmittedTransaction next() {
        EthTransaction transaction = signer.sign(UnsignedTransaction.dynamicFee(
                        TestProperties.ROLLUP_ID,
                        nonce.getAndIncrement(),
                        BigInteger.ONE,
                        BigInteger.valueOf(1_000_000_000L),
                        21_000)
                .withTo(TO)
                .withValue(BigInteger.ONE));
        long now = Instant.now().toEpochMilli();
        return new AdmittedTransaction(
                transaction, transaction.raw(), now, now / 1000 + 1 + INCLUSION_DELAY_SECONDS, POLICY);
    }

    List<AdmittedTransaction> next(int count) {
        return IntStream.range(0, count).mapToObj(index -> next()).toList();
    }
}
