package dev.candor.sequencer.rpc;

import java.util.ArrayList;
import java.util.List;

/** A method whose calls have nothing to gain from being answered together. */
public interface SingleRpcMethod extends RpcMethod {

    RpcAnswer answer(RpcCall call, RpcClient client);

    @Override
    default List<RpcAnswer> answer(List<RpcCall> calls, RpcClient client) {
        List<RpcAnswer> answers = new ArrayList<>(calls.size());
        for (RpcCall call : calls) {
            answers.add(answered(call, client));
        }
        return answers;
    }

    private RpcAnswer answered(RpcCall call, RpcClient client) {
        try {
            return answer(call, client);
        } catch (InvalidParamsException e) {
            return RpcAnswer.error(RpcError.INVALID_PARAMS, e.detail());
        }
    }
}
