package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.execution.L2Rpc;
import dev.candor.sequencer.rpc.ClientAnswers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Receipts of executed transactions, as the execution client words them. */
@Component
class Receipts {
    private final L2Rpc client;

    Receipts(L2Rpc client) {
        this.client = client;
    }

    /** JSON; empty while there is none. */
    Optional<String> find(Hash32 txHash) {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getTransactionReceipt\",\"params\":[\""
                + txHash.toHex() + "\"]}";
        byte[] answer = client.forward(request.getBytes(StandardCharsets.US_ASCII));
        return ClientAnswers.result(answer)
                .map(result -> new String(result.toArray(), StandardCharsets.UTF_8))
                .filter(json -> !json.equals("null"));
    }
}
