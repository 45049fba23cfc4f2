package dev.candor.sequencer.query;

import dev.candor.sequencer.rpc.InvalidParamsException;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcParams;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Traces of calls and transactions, as development tools ask for them. Only the client's built-in tracers: a tracer in
 * JavaScript would be a stranger's program in our client.
 */
@Component
class TracesOfCalls implements SingleRpcMethod {
    private static final Set<String> TRACERS =
            Set.of("callTracer", "prestateTracer", "4byteTracer", "flatCallTracer", "noopTracer");
    private static final Set<String> OPTIONS = Set.of(
            "tracer",
            "tracerConfig",
            "stateOverrides",
            "blockOverrides",
            "disableStack",
            "disableStorage",
            "enableMemory",
            "enableReturnData",
            "limit");
    private static final int MAX_PARAMETERS = 3;

    private final ForwardedReads reads;

    TracesOfCalls(ForwardedReads reads) {
        this.reads = reads;
    }

    @Override
    public Set<String> names() {
        return Set.of("debug_traceCall", "debug_traceTransaction");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        int configAt = call.method().equals("debug_traceCall") ? 2 : 1;
        Optional<JsonNode> config = RpcParams.of(call, 1, MAX_PARAMETERS).node(configAt);
        config.ifPresent(TracesOfCalls::requireAllowed);
        return reads.forward(call);
    }

    private static void requireAllowed(JsonNode config) {
        if (!config.isObject()) {
            throw new InvalidParamsException("invalid params: expected the trace configuration to be an object");
        }
        for (String option : config.propertyNames()) {
            if (!OPTIONS.contains(option)) {
                throw new InvalidParamsException(
                        "invalid params: expected one of the options " + OPTIONS + ", found another");
            }
        }
        JsonNode tracer = config.path("tracer");
        boolean isAllowed = tracer.isMissingNode()
                || tracer.isNull()
                || tracer.isString() && TRACERS.contains(tracer.stringValue());
        if (!isAllowed) {
            throw new InvalidParamsException(
                    "invalid params: expected one of the tracers " + TRACERS + ", found another");
        }
    }
}
