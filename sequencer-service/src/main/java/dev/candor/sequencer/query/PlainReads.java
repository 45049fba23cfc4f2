package dev.candor.sequencer.query;

import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcMethod;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The reads that the execution client answers as they are: an allow-list, and nothing but reads on it. */
@Component
class PlainReads implements RpcMethod {
    private static final Set<String> NAMES = Set.of(
            "eth_blobBaseFee",
            "eth_baseFee",
            "eth_blockNumber",
            "eth_call",
            "eth_config",
            "eth_createAccessList",
            "eth_estimateGas",
            "eth_feeHistory",
            "eth_gasPrice",
            "eth_getBalance",
            "eth_getBlockByHash",
            "eth_getBlockByNumber",
            "eth_getBlockReceipts",
            "eth_getBlockTransactionCountByHash",
            "eth_getBlockTransactionCountByNumber",
            "eth_getCode",
            "eth_getFilterChanges",
            "eth_getFilterLogs",
            "eth_getHeaderByHash",
            "eth_getHeaderByNumber",
            "eth_getLogs",
            "eth_getProof",
            "eth_getStorageAt",
            "eth_getTransactionByBlockHashAndIndex",
            "eth_getTransactionByBlockNumberAndIndex",
            "eth_getTransactionReceipt",
            "eth_getUncleByBlockHashAndIndex",
            "eth_getUncleByBlockNumberAndIndex",
            "eth_getUncleCountByBlockHash",
            "eth_getUncleCountByBlockNumber",
            "eth_maxPriorityFeePerGas",
            "eth_newBlockFilter",
            "eth_newFilter",
            "eth_simulateV1",
            "eth_syncing",
            "eth_uninstallFilter",
            "net_listening",
            "net_peerCount",
            "web3_sha3");

    private final ForwardedReads reads;

    PlainReads(ForwardedReads reads) {
        this.reads = reads;
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public List<RpcAnswer> answer(List<RpcCall> calls, RpcClient client) {
        return reads.forward(calls);
    }
}
