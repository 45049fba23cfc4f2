package dev.candor.sequencer.query;

import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcError;
import dev.candor.sequencer.rpc.RpcParams;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code candor_getTransactionStatus(txHash)}: the document of {@code GET /v1/transactions/{hash}}. */
@Component
class StatusOfTransaction implements SingleRpcMethod {
    private final TransactionLookup lookup;
    private final JsonMapper json;

    StatusOfTransaction(TransactionLookup lookup, JsonMapper json) {
        this.lookup = lookup;
        this.json = json;
    }

    @Override
    public Set<String> names() {
        return Set.of("candor_getTransactionStatus");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        return lookup.find(RpcParams.of(call, 1, 1).hash(0))
                .map(status -> RpcAnswer.result(json.writeValueAsString(status)))
                .orElseGet(
                        () -> RpcAnswer.error(
                                RpcError.NOT_FOUND,
                                "resource not found: expected a transaction that was promised or forced, found none with this hash"));
    }
}
