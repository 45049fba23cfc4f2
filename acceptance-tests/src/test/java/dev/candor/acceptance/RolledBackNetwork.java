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
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A devnet of its own whose L1 rolls back, and the clients that hold promises of it. */
record RolledBackNetwork(
        Devnet devnet, SequencerClient client, RollbackByAdmin l1, Promises promises, List<Wallet> senders)
        implements AutoCloseable {
    static final int SENDERS = 20;

    /** {@code -Dcandor.acceptance.voided=1000} for the full measure. */
    private static final int VOIDED = Integer.getInteger("candor.acceptance.voided", 200);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int HEX = 16;

    static RolledBackNetwork start(DevnetOptions options) {
        Devnet devnet = Devnet.start(options, System.out::println);
        List<Wallet> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Wallet.funded());
        }
        return new RolledBackNetwork(
                devnet,
                new SequencerClient(devnet.service().url()),
                new RollbackByAdmin(devnet),
                new Promises(),
                List.copyOf(senders));
    }

    /** A batch on L1 that has transactions of every sender. */
    JsonNode anchor() throws Exception {
        send(SENDERS);
        String last = promises.hashes().getLast();
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> Set.of("POSTED", "FINAL").contains(client.state(last)));
        String number = client.get("/v1/transactions/" + last)
                .get("batch")
                .get("number")
                .asString();
        return client.get("/v1/batches/" + number);
    }

    void sendWhatIsVoided() throws Exception {
        send(VOIDED);
        awaitPosted();
    }

    void sendMore() throws Exception {
        send(SENDERS);
        awaitPosted();
    }

    void awaitPosted() {
        promises.awaitAll(client, "POSTED", "FINAL");
    }

    void awaitGeneration(long generation) {
        String wanted = Long.toString(generation);
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> newest().get("generation").asString().equals(wanted));
    }

    private void send(int count) throws Exception {
        List<EthTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transactions.add(senders.get(i % SENDERS).transfer(Wallet.NOBODY, BigInteger.ONE));
        }
        List<EthTransaction> waiting = new ArrayList<>(transactions);
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> sendOnce(waiting));
        transactions.forEach(promises::add);
    }

    /** Again what was refused for as long as it rolls back, as that refusal says; in order, so that nonces follow each other. */
    private boolean sendOnce(List<EthTransaction> waiting) throws Exception {
        List<SequencerClient.Answer> answers =
                client.sendAll(waiting.stream().map(EthTransaction::raw).toList());
        List<EthTransaction> refused = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).failed()) {
                assertThat(answers.get(i).error().toString()).contains("ROLLING_BACK");
                refused.add(waiting.get(i));
            }
        }
        waiting.clear();
        waiting.addAll(refused);
        return refused.isEmpty();
    }

    JsonNode newest() throws IOException {
        return client.get("/v1/batches?limit=1").get("batches").get(0);
    }

    /** What all transfers together have brought so far, in wei. */
    BigInteger received() throws IOException {
        return quantity("eth_getBalance", Wallet.NOBODY.toHex());
    }

    long transactionCount(Wallet sender) throws IOException {
        return quantity("eth_getTransactionCount", sender.address().toHex()).longValueExact();
    }

    private BigInteger quantity(String method, String address) throws IOException {
        return new BigInteger(
                client.result(method, address, "latest").asString().substring(2), HEX);
    }

    @Override
    public void close() {
        l1.close();
        devnet.close();
    }
}
