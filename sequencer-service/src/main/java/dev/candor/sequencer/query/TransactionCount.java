package dev.candor.sequencer.query;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.types.Address;
import dev.candor.sequencer.intake.Intake;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcError;
import dev.candor.sequencer.rpc.RpcParams;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code eth_getTransactionCount}: {@code pending} counts what is promised and not executed; the rest is the client's. */
@Component
class TransactionCount implements SingleRpcMethod {
    private final Intake intake;
    private final ForwardedReads reads;

    TransactionCount(Intake intake, ForwardedReads reads) {
        this.intake = intake;
        this.reads = reads;
    }

    @Override
    public Set<String> names() {
        return Set.of("eth_getTransactionCount");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        RpcParams params = RpcParams.of(call, 1, 2);
        Address account = params.address(0);
        boolean isPending = params.node(1)
                .filter(JsonNode::isString)
                .filter(tag -> tag.stringValue().equals("pending"))
                .isPresent();
        if (!isPending) {
            return reads.forward(call);
        }
        try {
            return RpcAnswer.result("\"0x" + Long.toHexString(intake.nextNonce(account)) + '"');
        } catch (EngineUnavailableException e) {
            return RpcAnswer.error(
                    RpcError.UNAVAILABLE, "resource unavailable: the account cannot be read now, try again");
        }
    }
}
