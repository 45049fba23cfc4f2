package dev.candor.sequencer.rpc;

import java.util.List;
import java.util.Set;

/** One method, or several that are answered alike. Called on a virtual thread, which it may block. */
public interface RpcMethod {

    Set<String> names();

    /**
     * Answers calls that stand next to each other in a JSON-RPC batch, or a single one.
     *
     * @return one answer per call, in their order
     * @throws InvalidParamsException only when {@code calls} is a single call; in a batch the method answers each on its own
     */
    List<RpcAnswer> answer(List<RpcCall> calls, RpcClient client);
}
