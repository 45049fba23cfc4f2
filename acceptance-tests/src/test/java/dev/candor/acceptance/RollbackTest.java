package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetOptions;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** L1 rolls back; the sequencer goes on from the anchor by itself, and every promise still holds. */
class RollbackTest {
    /** {@code -Dcandor.acceptance.voided=1000} for the full measure. */
    private static final int VOIDED = Integer.getInteger("candor.acceptance.voided", 200);

    private static final int SENDERS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Promises promises = new Promises();
    private Devnet devnet;
    private SequencerClient client;
    private RollbackByAdmin l1;

    @BeforeEach
    void start() {
        devnet = Devnet.start(DevnetOptions.forTests(), System.out::println);
        client = new SequencerClient(devnet.service().url());
        l1 = new RollbackByAdmin(devnet);
    }

    @AfterEach
    void stop() {
        l1.close();
        devnet.close();
    }

    @Test
    void ordersEveryVoidedArrivalAgain() throws Exception {
        List<Wallet> senders = wallets();
        send(senders, SENDERS);
        JsonNode anchor = posted(promises.hashes().getLast());
        send(senders, VOIDED);
        promises.awaitAll(client, "POSTED", "FINAL");
        List<String> balances = balances(senders);
        long voided = newest().get("number").asLong();

        long finalIn = l1.rollBackTo(anchor);
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> l1.finalizedBlock() >= finalIn);
        long finalSince = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> newest().get("generation").asString().equals("1"));
        System.out.printf(
                "rollback of batches %d-%d: the first batch of the new generation was there %d ms after it was final%n",
                anchor.get("number").asLong() + 1,
                voided,
                Duration.ofNanos(System.nanoTime() - finalSince).toMillis());

        send(senders, SENDERS);
        promises.awaitAll(client, "FINAL");
        promises.eachInOneBatch(client);
        assertThat(balances(senders)).hasSameSizeAs(balances).doesNotContainAnyElementsOf(Set.of("0x0"));
        assertThat(StoredSignatures.contradictions(devnet)).isEmpty();
        assertLineage(anchor.get("number").asLong());
    }

    @Test
    void leavesTheStateAsIfTheVoidedBatchesHadNotBeen() throws Exception {
        List<Wallet> senders = wallets();
        send(senders, SENDERS);
        JsonNode anchor = posted(promises.hashes().getLast());
        send(senders, VOIDED);
        promises.awaitAll(client, "POSTED", "FINAL");
        BigInteger received = balance(Wallet.NOBODY.toHex());

        l1.rollBackTo(anchor);
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> newest().get("generation").asString().equals("1"));
        devnet.service().kill();
        devnet.service().start();
        promises.awaitAll(client, "FINAL");

        promises.eachInOneBatch(client);
        assertThat(balance(Wallet.NOBODY.toHex())).isEqualTo(received);
        for (Wallet sender : senders) {
            assertThat(client.result("eth_getTransactionCount", sender.address().toHex(), "latest")
                            .asString())
                    .isEqualTo("0x" + Long.toHexString(sender.nextNonce()));
        }
    }

    /** Numbers without a gap; generation 1 begins right after the anchor. */
    private void assertLineage(long anchor) throws IOException {
        long newest = newest().get("number").asLong();
        Set<String> hashes = new HashSet<>();
        String parentHash = client.get("/v1/batches/" + anchor).get("batchHash").asString();
        for (long number = anchor + 1; number <= newest; number++) {
            JsonNode batch = client.get("/v1/batches/" + number);
            assertThat(batch.get("generation").asString())
                    .as("batch %d", number)
                    .isEqualTo("1");
            assertThat(batch.get("header").get("parentHash").asString())
                    .as("parent of batch %d", number)
                    .isEqualTo(parentHash);
            parentHash = batch.get("batchHash").asString();
            hashes.add(parentHash);
        }
        assertThat(hashes).hasSize((int) (newest - anchor));
    }

    private static List<Wallet> wallets() {
        List<Wallet> wallets = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            wallets.add(Wallet.funded());
        }
        return wallets;
    }

    private void send(List<Wallet> senders, int count) throws Exception {
        List<EthTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transactions.add(senders.get(i % SENDERS).transfer(Wallet.NOBODY, BigInteger.ONE));
        }
        List<SequencerClient.Answer> answers =
                client.sendAll(transactions.stream().map(EthTransaction::raw).toList());
        for (int i = 0; i < count; i++) {
            assertThat(answers.get(i).failed()).as("%s", answers.get(i).error()).isFalse();
            promises.add(transactions.get(i));
        }
    }

    /** The batch that has a transaction, once it stands on L1. */
    private JsonNode posted(String hash) throws IOException {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> Set.of("POSTED", "FINAL").contains(client.state(hash)));
        String number = client.get("/v1/transactions/" + hash)
                .get("batch")
                .get("number")
                .asString();
        return client.get("/v1/batches/" + number);
    }

    private JsonNode newest() throws IOException {
        return client.get("/v1/batches?limit=1").get("batches").get(0);
    }

    private List<String> balances(List<Wallet> senders) throws IOException {
        List<String> balances = new ArrayList<>();
        for (Wallet sender : senders) {
            balances.add(client.result("eth_getBalance", sender.address().toHex(), "latest")
                    .asString());
        }
        return balances;
    }

    private BigInteger balance(String address) throws IOException {
        return new BigInteger(
                client.result("eth_getBalance", address, "latest").asString().substring(2), 16);
    }
}
