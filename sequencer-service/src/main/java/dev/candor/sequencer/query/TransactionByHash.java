package dev.candor.sequencer.query;

import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.transaction.AccessListEntry;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.Promises;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcParams;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code eth_getTransactionByHash}: the client's answer; a promised transaction that is not executed is pending. */
@Component
class TransactionByHash implements SingleRpcMethod {
    /** How the client says that it does not know the hash. */
    private static final Set<Bytes> UNKNOWN =
            Set.of(RpcAnswer.result("null").member(), RpcAnswer.result("\"0x\"").member());

    private static final int V_OF_CHAIN_0 = 35;

    private final ForwardedReads reads;
    private final Promises promises;
    private final BatchStore batches;
    private final JsonMapper json;

    TransactionByHash(ForwardedReads reads, Promises promises, BatchStore batches, JsonMapper json) {
        this.reads = reads;
        this.promises = promises;
        this.batches = batches;
        this.json = json;
    }

    @Override
    public Set<String> names() {
        return Set.of("eth_getTransactionByHash", "eth_getRawTransactionByHash");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        Hash32 hash = RpcParams.of(call, 1, 1).hash(0);
        RpcAnswer executed = reads.forward(call);
        if (!UNKNOWN.contains(executed.member())) {
            return executed;
        }
        return promises.find(hash)
                .filter(promise -> batches.skipped(hash).isEmpty())
                .map(promise -> RawTransaction.require(promise.rawTx()))
                .map(transaction -> call.method().equals("eth_getRawTransactionByHash")
                        ? RpcAnswer.result('"' + transaction.raw().toHex() + '"')
                        : RpcAnswer.result(json.writeValueAsString(pending(transaction))))
                .orElse(executed);
    }

    /** The form of execution-apis, the members of a block null. */
    private static Map<String, Optional<Object>> pending(EthTransaction transaction) {
        Map<String, Optional<Object>> form = new LinkedHashMap<>();
        for (String member : List.of("blockHash", "blockNumber", "transactionIndex")) {
            form.put(member, Optional.empty());
        }
        put(form, "hash", transaction.hash().toHex());
        put(form, "from", Eip55.format(transaction.sender()));
        form.put("to", transaction.to().map(Eip55::format));
        put(form, "nonce", quantity(transaction.nonce()));
        put(form, "gas", quantity(transaction.gasLimit()));
        put(form, "gasPrice", quantity(transaction.maxFeePerGas()));
        put(form, "value", quantity(transaction.value()));
        put(form, "input", transaction.data().toHex());
        put(form, "type", quantity(transaction.type().code()));
        put(form, "chainId", quantity(transaction.chainId()));
        put(form, "r", quantity(new BigInteger(1, transaction.signature().r().toArray())));
        put(form, "s", quantity(new BigInteger(1, transaction.signature().s().toArray())));
        int yParity = transaction.signature().yParity();
        if (transaction.type() == TransactionType.LEGACY) {
            put(form, "v", quantity(transaction.chainId() * 2 + V_OF_CHAIN_0 + yParity));
            return form;
        }
        put(form, "v", quantity(yParity));
        put(form, "yParity", quantity(yParity));
        put(
                form,
                "accessList",
                transaction.accessList().stream().map(TransactionByHash::entry).toList());
        if (transaction.type() != TransactionType.ACCESS_LIST) {
            put(form, "maxFeePerGas", quantity(transaction.maxFeePerGas()));
            put(form, "maxPriorityFeePerGas", quantity(transaction.maxPriorityFeePerGas()));
        }
        if (transaction.type() == TransactionType.SET_CODE) {
            put(
                    form,
                    "authorizationList",
                    transaction.authorizations().stream()
                            .map(TransactionByHash::authorization)
                            .toList());
        }
        return form;
    }

    private static void put(Map<String, Optional<Object>> form, String name, Object value) {
        form.put(name, Optional.of(value));
    }

    private static Map<String, Object> entry(AccessListEntry entry) {
        return Map.of(
                "address", Eip55.format(entry.address()),
                "storageKeys", entry.storageKeys().stream().map(Hash32::toHex).toList());
    }

    private static Map<String, Object> authorization(Authorization authorization) {
        return Map.of(
                "chainId", quantity(authorization.chainId()),
                "address", Eip55.format(authorization.address()),
                "nonce", quantity(authorization.nonce()),
                "yParity", quantity(authorization.yParity()),
                "r", quantity(new BigInteger(1, authorization.r().toArray())),
                "s", quantity(new BigInteger(1, authorization.s().toArray())));
    }

    private static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String quantity(BigInteger value) {
        return "0x" + value.toString(16);
    }
}
