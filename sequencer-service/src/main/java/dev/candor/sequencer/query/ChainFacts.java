package dev.candor.sequencer.query;

import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What never changes while the process runs. */
@Component
class ChainFacts implements SingleRpcMethod {
    private final RollupIdentity rollup;

    ChainFacts(RollupIdentity rollup) {
        this.rollup = rollup;
    }

    @Override
    public Set<String> names() {
        return Set.of("eth_chainId", "net_version", "web3_clientVersion", "eth_accounts", "eth_protocolVersion");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        long id = rollup.id().value();
        return switch (call.method()) {
            case "eth_chainId" -> RpcAnswer.result("\"0x" + Long.toHexString(id) + '"');
            case "net_version" -> RpcAnswer.result('"' + Long.toUnsignedString(id) + '"');
            case "eth_accounts" -> RpcAnswer.result("[]");
            case "eth_protocolVersion" -> RpcAnswer.result("\"0x44\"");
            default -> RpcAnswer.result('"' + clientVersion() + '"');
        };
    }

    private static String clientVersion() {
        String version = ChainFacts.class.getPackage().getImplementationVersion();
        return "candor-sequencer/v" + (version == null ? "0.1.0" : version) + "/java"
                + Runtime.version().feature();
    }
}
