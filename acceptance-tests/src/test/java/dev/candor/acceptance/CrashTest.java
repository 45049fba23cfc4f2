package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.devnet.Devnet;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGKILL of one part under load, at random moments: every promise that anybody holds is kept, once. */
class CrashTest {
    /** {@code -Dcandor.acceptance.crashes=10} for the full measure. */
    private static final int CRASHES = Integer.getInteger("candor.acceptance.crashes", 1);

    private static final int CLIENTS = 4;
    private static final long SEED = Long.getLong("candor.acceptance.seed", 7L);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_SENDS = Duration.ofMillis(5);

    enum Part {
        SERVICE,
        GETH,
        POSTGRES,
        BROKER
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void keepsEveryPromiseWhenAPartIsKilledUnderLoad(Part part) throws Exception {
        Devnet devnet = Networks.shared();
        SequencerClient client = new SequencerClient(devnet.service().url());
        Random random = new Random(SEED + part.ordinal());
        AtomicBoolean loading = new AtomicBoolean(true);
        List<PersistentUser> users = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            PersistentUser user = new PersistentUser(client, loading);
            users.add(user);
            threads.add(Thread.ofPlatform().name("user-" + i).start(user));
        }

        for (int crash = 0; crash < CRASHES; crash++) {
            awaitProgress(users);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1500)).toNanos());
            killAndRestart(devnet, part);
        }
        awaitProgress(users);
        loading.set(false);
        for (Thread thread : threads) {
            thread.join();
        }

        Promises promises = new Promises();
        users.forEach(user -> user.promised.forEach(promises::add));
        promises.awaitAll(client, "EXECUTED", "POSTED", "FINAL");
        promises.eachInOneBatch(client);
        assertThat(StoredSignatures.contradictions(devnet)).isEmpty();
    }

    private static void awaitProgress(List<PersistentUser> users) {
        int before = users.stream().mapToInt(user -> user.promised.size()).sum();
        await().atMost(PATIENCE)
                .until(() ->
                        users.stream().mapToInt(user -> user.promised.size()).sum() > before + 50);
    }

    private static void killAndRestart(Devnet devnet, Part part) {
        switch (part) {
            case SERVICE -> {
                devnet.service().kill();
                devnet.service().start();
            }
            case GETH -> {
                devnet.l2().kill();
                devnet.l2().restart();
            }
            case POSTGRES -> {
                devnet.postgres().kill();
                devnet.postgres().restart();
            }
            case BROKER -> {
                devnet.kafka().kill();
                devnet.kafka().restart();
            }
        }
    }

    /** Sends one transfer after the other; what gets no answer or a refusal is sent again, as a wallet would. */
    private static final class PersistentUser implements Runnable {
        private final SequencerClient client;
        private final AtomicBoolean loading;
        private final Wallet wallet = Wallet.funded();
        private final List<EthTransaction> promised = java.util.Collections.synchronizedList(new ArrayList<>());

        PersistentUser(SequencerClient client, AtomicBoolean loading) {
            this.client = client;
            this.loading = loading;
        }

        @Override
        public void run() {
            while (loading.get()) {
                EthTransaction next = wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
                while (!promisedOrKnown(next)) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
                promised.add(next);
                LockSupport.parkNanos(BETWEEN_SENDS.toNanos());
            }
        }

        private boolean promisedOrKnown(EthTransaction transaction) {
            try {
                SequencerClient.Answer answer = client.send(transaction.raw());
                return !answer.failed()
                        || answer.error().path("message").asString("").contains("already known");
            } catch (IOException unanswered) {
                return false;
            }
        }
    }
}
