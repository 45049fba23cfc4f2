package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.rpc.HexText;
import dev.candor.sequencer.rpc.InvalidParamsException;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcError;
import dev.candor.sequencer.rpc.RpcMethod;
import dev.candor.sequencer.rpc.RpcParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code eth_sendRawTransaction}: the result is the hash, as everywhere; the promise is in the header {@code Candor-Promise}. */
@Component
class SendRawTransaction implements RpcMethod {
    private static final int OK = 200;

    private final Intake intake;

    SendRawTransaction(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Set<String> names() {
        return Set.of("eth_sendRawTransaction");
    }

    @Override
    public List<RpcAnswer> answer(List<RpcCall> calls, RpcClient client) {
        List<Bytes> raws = new ArrayList<>(calls.size());
        List<@Nullable RpcAnswer> answers = new ArrayList<>(calls.size());
        for (RpcCall call : calls) {
            try {
                raws.add(rawTransaction(call));
                answers.add(null);
            } catch (InvalidParamsException e) {
                answers.add(RpcAnswer.error(RpcError.INVALID_PARAMS, e.detail()));
            }
        }
        List<Admission> admissions = raws.isEmpty() ? List.of() : intake.submit(raws, client.address());
        List<RpcAnswer> complete = new ArrayList<>(calls.size());
        int next = 0;
        for (RpcAnswer answer : answers) {
            complete.add(answer == null ? answer(admissions.get(next), client) : answer);
            next += answer == null ? 1 : 0;
        }
        return complete;
    }

    static Bytes rawTransaction(RpcCall call) {
        return HexText.soleParameter(call.params()).orElseGet(() -> rawTransaction(RpcParams.of(call, 1, 1)));
    }

    static Bytes rawTransaction(RpcParams params) {
        return HexText.parse(params.text(0))
                .orElseThrow(() -> new InvalidParamsException(
                        "invalid params: expected 0x and an even number of hex digits as parameter 1"));
    }

    private static RpcAnswer answer(Admission admission, RpcClient client) {
        return switch (admission) {
            case Admission.Admitted(IssuedPromise promise) -> promised(promise, client);
            case Admission.AlreadyPromised(IssuedPromise promise) -> promised(promise, client);
            case Admission.Refused(SignedRefusal refusal) -> refused(refusal, client);
        };
    }

    private static RpcAnswer promised(IssuedPromise promise, RpcClient client) {
        RpcAnswer answer = RpcAnswer.result('"' + promise.promise().txHash().toHex() + '"');
        return client.single() ? answer.with(promiseHeader(promise), OK) : answer;
    }

    static Map<String, String> promiseHeader(IssuedPromise promise) {
        return Map.of("Candor-Promise", PromiseJson.of(promise));
    }

    static RpcAnswer refused(SignedRefusal refusal, RpcClient client) {
        String data = RefusalJson.of(refusal);
        RefusalForm form = refusal.form();
        RpcAnswer answer = RpcAnswer.error(form.rpcCode(), refusal.message(), data);
        return client.single() ? answer.with(refusalHeaders(refusal, data), form.rpcHttpStatus()) : answer;
    }

    static Map<String, String> refusalHeaders(SignedRefusal refusal, String data) {
        return refusal.form().asksToComeBack()
                ? Map.of("Candor-Refusal", data, "Retry-After", String.valueOf(Refusal.RETRY_AFTER_SECONDS))
                : Map.of("Candor-Refusal", data);
    }
}
