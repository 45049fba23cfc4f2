package dev.candor.sequencer.query;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.execution.L2Rpc;
import dev.candor.sequencer.rpc.ClientAnswers;
import dev.candor.sequencer.rpc.JsonText;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Hands calls through to the execution client and its answers back, unchanged but for the ids. */
@Component
class ForwardedReads {
    private static final int MAX_CALLS_PER_REQUEST = 100;
    private static final int OK = 200;

    private final L2Rpc client;

    ForwardedReads(L2Rpc client) {
        this.client = client;
    }

    RpcAnswer forward(RpcCall call) {
        return forward(List.of(call)).getFirst();
    }

    List<RpcAnswer> forward(List<RpcCall> calls) {
        List<RpcAnswer> answers = new ArrayList<>(calls.size());
        for (int from = 0; from < calls.size(); from += MAX_CALLS_PER_REQUEST) {
            answers.addAll(page(calls.subList(from, Math.min(calls.size(), from + MAX_CALLS_PER_REQUEST))));
        }
        return answers;
    }

    private List<RpcAnswer> page(List<RpcCall> calls) {
        List<Bytes> members;
        try {
            members = ClientAnswers.members(client.forward(request(calls)));
        } catch (EngineUnavailableException e) {
            return Collections.nCopies(
                    calls.size(),
                    RpcAnswer.error(
                            RpcError.UNAVAILABLE,
                            "resource unavailable: the execution client does not answer, try again"));
        }
        if (members.size() != calls.size()) {
            throw new IllegalStateException(
                    "Expected %d answers from the execution client, found %d.".formatted(calls.size(), members.size()));
        }
        return members.stream()
                .map(member -> new RpcAnswer(member, Map.of(), OK))
                .toList();
    }

    private static byte[] request(List<RpcCall> calls) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        boolean isBatch = calls.size() > 1;
        if (isBatch) {
            json.write('[');
        }
        for (int i = 0; i < calls.size(); i++) {
            String head = (i == 0 ? "" : ",") + "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":"
                    + JsonText.quote(calls.get(i).method()) + ",\"params\":";
            json.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            json.writeBytes(calls.get(i).params().readOnlyArray());
            json.write('}');
        }
        if (isBatch) {
            json.write(']');
        }
        return json.toByteArray();
    }
}
