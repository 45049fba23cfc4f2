package dev.candor.sequencer.query;

import dev.candor.sequencer.arrivals.Promises;
import dev.candor.sequencer.intake.PromiseJson;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcError;
import dev.candor.sequencer.rpc.RpcParams;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code candor_getPromise(txHash)}: {@code {"promise":…,"signature":…}}. */
@Component
class PromiseOfTransaction implements SingleRpcMethod {
    private final Promises promises;

    PromiseOfTransaction(Promises promises) {
        this.promises = promises;
    }

    @Override
    public Set<String> names() {
        return Set.of("candor_getPromise");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        return promises.find(RpcParams.of(call, 1, 1).hash(0))
                .map(promise -> RpcAnswer.result(PromiseJson.of(promise)))
                .orElseGet(() -> RpcAnswer.error(
                        RpcError.NOT_FOUND, "resource not found: expected a promised transaction, found no promise"));
    }
}
