package dev.candor.acceptance;

import dev.candor.contracts.AccessManager;
import dev.candor.contracts.Rollup;
import dev.candor.devnet.Devnet;
import dev.candor.localservers.DevAccounts;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;
import tools.jackson.databind.JsonNode;

/** The devnet's admin gives itself the right to roll back, and does: what follows is the same whoever decided it. */
final class RollbackByAdmin implements AutoCloseable {
    private static final BigInteger ROLLBACK_CONTROLLER = BigInteger.ONE;
    private static final StaticGasProvider GAS =
            new StaticGasProvider(BigInteger.valueOf(20_000_000_000L), BigInteger.valueOf(1_000_000));
    private static final int RECEIPT_POLL_MILLIS = 200;
    private static final int RECEIPT_POLLS = 300;

    private final Web3j l1;
    private final Rollup rollup;
    private final RawTransactionManager admin;

    RollbackByAdmin(Devnet devnet) {
        this.l1 = Web3j.build(new HttpService(devnet.l1().rpcUrl()));
        this.admin = new RawTransactionManager(
                l1,
                Credentials.create(DevAccounts.ALL.getFirst().privateKey()),
                Long.parseLong(devnet.description().l1ChainId()),
                RECEIPT_POLLS,
                RECEIPT_POLL_MILLIS);
        this.rollup = Rollup.load(devnet.description().contracts().rollup(), l1, admin, GAS);
    }

    /**
     * @param anchor a batch with its L1 post, as {@code GET /v1/batches/{number}} tells it
     * @return the L1 block of the rollback
     */
    long rollBackTo(JsonNode anchor) throws Exception {
        AccessManager manager = AccessManager.load(rollup.authority().send(), l1, admin, GAS);
        manager.grantRole(ROLLBACK_CONTROLLER, DevAccounts.ALL.getFirst().address(), BigInteger.ZERO)
                .send();
        JsonNode commitment = anchor.get("l1").get("commitment");
        TransactionReceipt receipt = rollup.rollbackTo(
                        new Rollup.ParentBatch(
                                header(anchor.get("header")),
                                bytes(commitment, "executionHash"),
                                bytes(commitment, "dataHash"),
                                number(commitment, "postedAt"),
                                number(commitment, "challengeWindow")),
                        Keccak256.hashUtf8("a fault").toArray())
                .send();
        return receipt.getBlockNumber().longValueExact();
    }

    long finalizedBlock() throws IOException {
        return l1.ethGetBlockByNumber(org.web3j.protocol.core.DefaultBlockParameterName.FINALIZED, false)
                .send()
                .getBlock()
                .getNumber()
                .longValueExact();
    }

    private static Rollup.BatchHeader header(JsonNode header) {
        return new Rollup.BatchHeader(
                number(header, "rollupId"),
                number(header, "generation"),
                number(header, "number"),
                bytes(header, "parentHash"),
                number(header, "firstSeq"),
                number(header, "seqCount"),
                number(header, "txCount"),
                bytes(header, "cutRoot"),
                bytes(header, "arrivalRoot"),
                bytes(header, "orderRoot"),
                number(header, "beaconKind"),
                bytes(header, "seed"),
                bytes(header, "policyHash"),
                number(header, "sealedAtMillis"),
                number(header, "forcedThrough"),
                number(header, "depositsThrough"),
                number(header, "l1OriginNumber"),
                bytes(header, "l1OriginHash"));
    }

    private static BigInteger number(JsonNode object, String member) {
        return new BigInteger(object.get(member).asString());
    }

    private static byte[] bytes(JsonNode object, String member) {
        return Bytes.fromHex(object.get(member).asString()).toArray();
    }

    @Override
    public void close() {
        l1.shutdown();
    }
}
