package dev.candor.sequencer.query;

import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcError;
import dev.candor.sequencer.rpc.RpcFallback;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells what Ethereum clients know and Candor does not offer, and why, from what nobody knows. */
@Component
class MethodsNotOffered implements RpcFallback {
    private static final Set<String> NAMESPACES = Set.of(
            "admin", "clique", "debug", "engine", "les", "miner", "personal", "testing", "txpool", "trace", "ots");
    private static final Set<String> NEED_A_KEY = Set.of(
            "eth_sendTransaction",
            "eth_sign",
            "eth_signTransaction",
            "eth_signTypedData",
            "eth_signTypedData_v4",
            "eth_fillTransaction",
            "eth_resend");
    private static final Set<String> OTHERS = Set.of(
            "eth_subscribe",
            "eth_unsubscribe",
            "eth_newPendingTransactionFilter",
            "eth_pendingTransactions",
            "eth_getWork",
            "eth_submitWork",
            "eth_submitHashrate",
            "eth_mining",
            "eth_hashrate",
            "eth_coinbase",
            "eth_getCompilers");

    @Override
    public RpcAnswer answer(RpcCall call) {
        String method = call.method();
        if (NEED_A_KEY.contains(method)) {
            return notOffered(method, "no keys are kept here: sign in the wallet and send eth_sendRawTransaction");
        }
        int underscore = method.indexOf('_');
        boolean isPrivate = underscore > 0 && NAMESPACES.contains(method.substring(0, underscore));
        if (isPrivate || OTHERS.contains(method)) {
            return notOffered(method, "the execution client is not exposed; docs/ARCHITECTURE.md lists what is");
        }
        return RpcAnswer.error(RpcError.METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
    }

    private static RpcAnswer notOffered(String method, String why) {
        return RpcAnswer.error(RpcError.NOT_OFFERED, "method not supported: " + method + " is not offered: " + why);
    }
}
