package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetDescription;
import dev.candor.devnet.demo.L1Door;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A forced transaction of type 4 stands at the head of its batch and may raise the nonces of accounts whose own transactions
 * were promised before anybody could know: those are skipped, all of them, and none is lost.
 */
class ForcedNonceBumpTest {
    private static final int SENDERS = 50;
    private static final int ATTEMPTS = 3;
    private static final long FORCED_GAS = 2_000_000;
    private static final BigInteger FUNDS = BigInteger.TEN.pow(16);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(20);

    @Test
    void skipsEveryTransactionWhoseNonceTheForcedOneHasTaken() throws Exception {
        Devnet devnet = Networks.shared();
        SequencerClient client = new SequencerClient(devnet.service().url());
        Wallet operator = Wallet.funded();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (isPromisedBeforeTheForcedOneRuns(devnet, client, operator, "raised by force " + attempt)) {
                return;
            }
        }
        throw new AssertionError("In %d attempts the forced transaction always ran before the others were promised."
                .formatted(ATTEMPTS));
    }

    /** @return false when a batch took the forced transaction in the moment before the others came */
    private static boolean isPromisedBeforeTheForcedOneRuns(
            Devnet devnet, SequencerClient client, Wallet operator, String name) throws Exception {
        List<PrivateKey> senders = IntStream.range(0, SENDERS)
                .mapToObj(i -> PrivateKey.of(Keccak256.hashUtf8(name + " " + i).toArray()))
                .toList();
        fund(client, operator, senders);
        EthTransaction forced = Wallet.funded()
                .setCode(
                        FORCED_GAS,
                        unsigned -> unsigned.withTo(Wallet.NOBODY)
                                .withAuthorizations(senders.stream()
                                        .map(ForcedNonceBumpTest::toNoCode)
                                        .toList()));
        List<EthTransaction> own = senders.stream()
                .map(sender -> new Wallet(sender).transfer(Wallet.NOBODY, BigInteger.ONE))
                .toList();

        force(devnet, forced);
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !client.state(forced.hash().toHex()).isEmpty());
        List<SequencerClient.Answer> answers =
                client.sendAll(own.stream().map(EthTransaction::raw).toList());

        if (answers.stream().anyMatch(SequencerClient.Answer::failed)) {
            return false;
        }
        Promises promises = new Promises();
        own.forEach(promises::add);
        promises.awaitAll(client, "EXECUTED", "POSTED", "FINAL");
        promises.eachInOneBatch(client);
        assertThat(outcome(client, forced)).isEqualTo("SUCCEEDED");
        for (EthTransaction transaction : own) {
            assertThat(outcome(client, transaction)).isEqualTo("SKIPPED");
            String sender = transaction.sender().toHex();
            assertThat(client.result("eth_getTransactionCount", sender, "latest")
                            .asString())
                    .isEqualTo("0x1");
            assertThat(client.result("eth_getCode", sender, "latest").asString())
                    .as("a plain account")
                    .isEqualTo("0x");
        }
        ExecutionTimes.measure(devnet, client, own);
        sendOnAfterwards(client, senders.getFirst());
        return true;
    }

    private static void fund(SequencerClient client, Wallet operator, List<PrivateKey> senders) throws IOException {
        Promises funding = new Promises();
        for (PrivateKey sender : senders) {
            EthTransaction transfer = operator.transfer(sender.address(), FUNDS);
            assertThat(client.send(transfer.raw()).failed()).isFalse();
            funding.add(transfer);
        }
        funding.awaitAll(client, "EXECUTED", "POSTED", "FINAL");
    }

    /** Raises the nonce and leaves no delegation behind (EIP-7702: the zero address clears the code). */
    private static Authorization toNoCode(PrivateKey authority) {
        return Authorization.sign(new InMemorySigner(authority), BigInteger.valueOf(Wallet.CHAIN_ID), Address.ZERO, 0);
    }

    private static void force(Devnet devnet, EthTransaction forced) {
        DevnetDescription network = devnet.description();
        new L1Door(
                        network.l1RpcUrl(),
                        Long.parseLong(network.l1ChainId()),
                        Address.fromHex(network.contracts().forcedInbox()),
                        PrivateKey.fromHex(DevAccounts.ALL.getLast().privateKey()))
                .force(forced);
    }

    private static String outcome(SequencerClient client, EthTransaction transaction) throws IOException {
        JsonNode told = client.get("/v1/transactions/" + transaction.hash().toHex());
        JsonNode outcome = told.has("outcome")
                ? told.get("outcome")
                : told.get("forced").get(0).get("outcome");
        return outcome.get("outcome").asString();
    }

    /** The intake has learned the new nonce. */
    private static void sendOnAfterwards(SequencerClient client, PrivateKey sender) throws IOException {
        Wallet wallet = new Wallet(sender);
        wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
        EthTransaction next = wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
        SequencerClient.Answer answer = client.send(next.raw());
        assertThat(answer.failed()).as("%s", answer.error()).isFalse();
    }
}
