package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.SequencerProcess;
import dev.candor.protocol.transaction.EthTransaction;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two processes of all roles on one database: one orders, the other takes over; both admit. */
class TwoOrderersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void neverBothWriteAndTheSecondTakesOver() throws Exception {
        Devnet devnet = Networks.shared();
        SequencerProcess second = devnet.furtherService("second", Map.of());
        second.start();
        SequencerClient first = new SequencerClient(devnet.service().url());
        SequencerClient other = new SequencerClient(second.url());
        Wallet wallet = Wallet.funded();
        Promises promises = new Promises();

        for (int i = 0; i < 20; i++) {
            EthTransaction next = wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
            SequencerClient chosen = i % 2 == 0 ? first : other;
            await().atMost(PATIENCE).until(() -> !chosen.send(next.raw()).failed());
            promises.add(next);
        }
        devnet.service().kill();
        for (int i = 0; i < 10; i++) {
            EthTransaction next = wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
            await().atMost(PATIENCE).until(() -> !other.send(next.raw()).failed());
            promises.add(next);
        }
        promises.awaitAll(other, "EXECUTED", "POSTED", "FINAL");
        promises.eachInOneBatch(other);
        devnet.service().start();
        second.stop();

        EthTransaction last = wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
        await().atMost(PATIENCE).until(() -> !first.send(last.raw()).failed());
        promises.add(last);
        promises.awaitAll(first, "EXECUTED", "POSTED", "FINAL");
        assertThat(StoredSignatures.contradictions(devnet)).isEmpty();
    }
}
