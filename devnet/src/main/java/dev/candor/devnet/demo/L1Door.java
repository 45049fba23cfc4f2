package dev.candor.devnet.demo;

import dev.candor.localservers.HealthWait;
import dev.candor.localservers.JsonRpc;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The way past the sequencer: {@code ForcedInbox.force} on L1. */
public final class L1Door {

    private static final long FORCE_GAS = 1_000_000;
    private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(60);

    private final JsonRpc l1;
    private final Address forcedInbox;
    private final Wallet payer;

    /** @param payer an account with funds on L1 */
    public L1Door(String l1RpcUrl, long l1ChainId, Address forcedInbox, PrivateKey payer) {
        this.l1 = new JsonRpc(l1RpcUrl);
        this.forcedInbox = forcedInbox;
        String account = payer.address().toHex();
        long nonce = Long.decode(
                l1.call("eth_getTransactionCount", account, "pending").asString());
        this.payer = new Wallet(payer, l1ChainId, nonce);
    }

    /** Queues the transaction and returns the number of the L1 block that it was queued in. */
    public long force(EthTransaction forced) {
        long gas = forced.gasLimit();
        String quoted = l1.call(
                        "eth_call",
                        Map.of(
                                "to",
                                forcedInbox.toHex(),
                                "data",
                                AbiCalls.feeFor(gas).toHex()),
                        "latest")
                .asString();
        BigInteger fee = new BigInteger(quoted.substring(2), 16);
        EthTransaction carrier = payer.call(forcedInbox, AbiCalls.force(forced.raw(), gas), fee, FORCE_GAS);
        l1.call("eth_sendRawTransaction", carrier.raw().toHex());
        HealthWait.until(
                "L1 to queue " + forced.hash() + " in the ForcedInbox with success",
                RECEIPT_LIMIT,
                null,
                () -> receipt(carrier).path("status").asString().equals("0x1"));
        return Long.decode(receipt(carrier).path("blockNumber").asString());
    }

    private JsonNode receipt(EthTransaction carrier) {
        return l1.call("eth_getTransactionReceipt", carrier.hash().toHex());
    }
}
