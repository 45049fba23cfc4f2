package dev.candor.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.JsonRpc;
import dev.candor.localservers.ServerFailure;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevnetTest {

    private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(60);
    private static final BigInteger FEE_WEI = BigInteger.valueOf(20_000_000_000L);

    @TempDir
    Path data;

    @Test
    void aTransactionRunsAlsoAfterEachPartWasKilledAndStartedAgain() {
        try (Devnet devnet = Devnet.start(DevnetOptions.forTests())) {
            assertRuns(devnet, 0);

            devnet.service().kill();
            devnet.service().start();
            assertRuns(devnet, 1);

            devnet.l2().kill();
            devnet.l2().restart();
            devnet.postgres().kill();
            devnet.postgres().restart();
            devnet.kafka().kill();
            devnet.kafka().restart();
            devnet.l1().pause();
            devnet.l1().resume();
            assertRuns(devnet, 2);
        }
    }

    @Test
    void aDirectoryContinuesWhereItStopped() {
        DevnetOptions lasting = DevnetOptions.forTests().keptIn(data);
        String rollup;
        String firstBlock;
        try (Devnet devnet = Devnet.start(lasting)) {
            assertRuns(devnet, 0);
            rollup = devnet.contracts().rollup();
            firstBlock = blockHash(devnet, "0x1");
        }

        try (Devnet devnet = Devnet.start(lasting)) {
            assertThat(devnet.contracts().rollup()).isEqualTo(rollup);
            assertThat(blockHash(devnet, "0x1")).isEqualTo(firstBlock);
            assertRuns(devnet, 1);
        }
    }

    /** Tries until the service takes it: after a kill it may refuse for a moment. */
    private static void assertRuns(Devnet devnet, long nonce) {
        PrivateKey key = DevnetKeys.derived(0);
        long chainId = devnet.l2().genesis().rollupId();
        EthTransaction payment = TransactionSigner.of(key)
                .sign(UnsignedTransaction.dynamicFee(chainId, nonce, BigInteger.ONE, FEE_WEI, 21_000)
                        .withTo(key.address())
                        .withValue(BigInteger.ONE));
        JsonRpc rpc = new JsonRpc(devnet.service().rpcUrl());
        await().atMost(RECEIPT_LIMIT)
                .ignoreException(ServerFailure.class)
                .ignoreExceptionsMatching(refused -> refused instanceof dev.candor.localservers.JsonRpcError)
                .untilAsserted(() -> {
                    if (transaction(rpc, payment).equals("unknown")) {
                        rpc.call("eth_sendRawTransaction", payment.raw().toHex());
                    }
                    assertThat(receiptStatus(rpc, payment)).isEqualTo("0x1");
                });
    }

    private static String transaction(JsonRpc rpc, EthTransaction payment) {
        return rpc.call("eth_getTransactionByHash", payment.hash().toHex())
                .path("hash")
                .asString("unknown");
    }

    private static String receiptStatus(JsonRpc rpc, EthTransaction payment) {
        return rpc.call("eth_getTransactionReceipt", payment.hash().toHex())
                .path("status")
                .asString("none");
    }

    private static String blockHash(Devnet devnet, String number) {
        return devnet.l2()
                .rpc()
                .call("eth_getBlockByNumber", number, false)
                .path("hash")
                .asString();
    }
}
