package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accounts whose code is a delegation can lose their funds inside a batch; what they then cannot pay is skipped, not lost. */
class SkippedTransactionsTest {
    private static final int DELEGATED = 300;
    private static final BigInteger FUNDS = BigInteger.TEN.pow(16);
    private static final int AUTHORIZATIONS_PER_TRANSACTION = 100;

    /** Runtime code: sends its whole balance to 0xdead when it is called. */
    private static final Bytes DRAIN = Bytes.fromHex("0x60006000600060004761dead5af15000");

    @Test
    void executesABatchWithManyDrainedSendersInTime() throws Exception {
        Devnet devnet = Networks.shared();
        SequencerClient client = new SequencerClient(devnet.service().url());
        Wallet operator = Wallet.funded();
        Address drain = deploy(client, operator, DRAIN);
        List<PrivateKey> victims = new ArrayList<>();
        for (int i = 0; i < DELEGATED; i++) {
            victims.add(PrivateKey.of(Keccak256.hashUtf8("drained " + i).toArray()));
        }
        Promises prepared = new Promises();
        for (PrivateKey victim : victims) {
            prepared.add(sent(client, operator.transfer(victim.address(), FUNDS)));
        }
        for (int from = 0; from < DELEGATED; from += AUTHORIZATIONS_PER_TRANSACTION) {
            List<Authorization> authorizations = victims.subList(from, from + AUTHORIZATIONS_PER_TRANSACTION).stream()
                    .map(victim -> Authorization.sign(
                            new InMemorySigner(victim), BigInteger.valueOf(Wallet.CHAIN_ID), drain, 0))
                    .toList();
            prepared.add(sent(
                    client,
                    operator.setCode(
                            5_000_000,
                            unsigned -> unsigned.withTo(Wallet.NOBODY).withAuthorizations(authorizations))));
        }
        prepared.awaitAll(client, "EXECUTED", "POSTED", "FINAL");

        Address drainer = deploy(client, operator, callsAll(victims));
        List<EthTransaction> racing = new ArrayList<>();
        racing.add(operator.dynamicFee(20_000_000, unsigned -> unsigned.withTo(drainer)));
        for (PrivateKey victim : victims) {
            Wallet wallet = new Wallet(victim);
            wallet.transfer(Wallet.NOBODY, BigInteger.ONE);
            racing.add(wallet.transfer(Wallet.NOBODY, BigInteger.ONE));
        }
        List<SequencerClient.Answer> answers =
                client.sendAll(racing.stream().map(EthTransaction::raw).toList());
        assertThat(answers).noneMatch(SequencerClient.Answer::failed);
        Promises promises = new Promises();
        racing.forEach(promises::add);
        promises.awaitAll(client, "EXECUTED", "POSTED", "FINAL");
        promises.eachInOneBatch(client);
        int skipped = 0;
        for (EthTransaction transaction : racing.subList(1, racing.size())) {
            JsonNode told = client.get("/v1/transactions/" + transaction.hash().toHex());
            skipped += told.get("outcome").get("outcome").asString().equals("SKIPPED") ? 1 : 0;
        }
        assertThat(skipped).as("the shuffle puts many of them behind the drain").isBetween(1, DELEGATED);
        ExecutionTimes.measure(devnet, client, racing);
    }

    /** Runtime code that calls each account in turn. */
    private static Bytes callsAll(List<PrivateKey> victims) {
        StringBuilder code = new StringBuilder("0x");
        for (PrivateKey victim : victims) {
            code.append("6000600060006000600073")
                    .append(victim.address().toHex().substring(2))
                    .append("5af150");
        }
        return Bytes.fromHex(code.append("00").toString());
    }

    private static Address deploy(SequencerClient client, Wallet operator, Bytes runtime) throws Exception {
        Bytes init = Bytes.concat(Bytes.fromHex("0x61%04x80600a5f395ff3".formatted(runtime.size())), runtime);
        EthTransaction creation = sent(client, operator.dynamicFee(5_000_000, unsigned -> unsigned.withData(init)));
        Promises promises = new Promises();
        promises.add(creation);
        promises.awaitAll(client, "EXECUTED", "POSTED", "FINAL");
        JsonNode receipt =
                client.result("eth_getTransactionReceipt", creation.hash().toHex());
        assertThat(receipt.get("status").asString()).isEqualTo("0x1");
        return Address.fromHex(receipt.get("contractAddress").asString());
    }

    private static EthTransaction sent(SequencerClient client, EthTransaction transaction) throws Exception {
        SequencerClient.Answer answer = client.send(transaction.raw());
        assertThat(answer.failed()).as("%s", answer.error()).isFalse();
        return transaction;
    }
}
