package dev.candor.sequencer.intake;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.rpc.InvalidParamsException;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.rpc.RpcParams;
import dev.candor.sequencer.rpc.SingleRpcMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code eth_sendRawTransactionSync} (EIP-7966): answers with the receipt, or with what the EIP has for its absence. */
@Component
class SendRawTransactionSync implements SingleRpcMethod {
    private static final int TIMEOUT_CODE = 4;
    private static final int NONCE_GAP_CODE = 6;
    private static final int OK = 200;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Intake intake;
    private final Receipts receipts;

    SendRawTransactionSync(Intake intake, Receipts receipts) {
        this.intake = intake;
        this.receipts = receipts;
    }

    @Override
    public Set<String> names() {
        return Set.of("eth_sendRawTransactionSync");
    }

    @Override
    public RpcAnswer answer(RpcCall call, RpcClient client) {
        RpcParams params = RpcParams.of(call, 1, 2);
        Bytes raw = SendRawTransaction.rawTransaction(params);
        Duration timeout = timeout(params);
        Admission admission = intake.submit(List.of(raw), client.address()).getFirst();
        return switch (admission) {
            case Admission.Admitted(IssuedPromise promise) -> executed(promise, timeout, client);
            case Admission.AlreadyPromised(IssuedPromise promise) -> executed(promise, timeout, client);
            case Admission.Refused(SignedRefusal refusal) -> refused(refusal, client);
        };
    }

    private static Duration timeout(RpcParams params) {
        if (!params.has(1)) {
            return DEFAULT_TIMEOUT;
        }
        long millis = params.number(1);
        if (millis == 0) {
            throw new InvalidParamsException("invalid params: expected a timeout of at least 1 ms as parameter 2");
        }
        return millis > MAX_TIMEOUT.toMillis() ? MAX_TIMEOUT : Duration.ofMillis(millis);
    }

    private static RpcAnswer refused(SignedRefusal refusal, RpcClient client) {
        RpcAnswer answer = SendRawTransaction.refused(refusal, client);
        if (refusal.reason() != RefusalReason.NONCE_GAP) {
            return answer;
        }
        String expected = "\"" + refusal.detail().get("expectedNonce") + "\"";
        return RpcAnswer.error(NONCE_GAP_CODE, refusal.message(), expected).with(answer.headers(), answer.httpStatus());
    }

    private RpcAnswer executed(IssuedPromise promise, Duration timeout, RpcClient client) {
        Map<String, String> headers = client.single() ? SendRawTransaction.promiseHeader(promise) : Map.of();
        Hash32 hash = promise.promise().txHash();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> receipt = receipt(hash);
            if (receipt.isPresent()) {
                return RpcAnswer.result(receipt.get()).with(headers, OK);
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        String message =
                "The transaction was promised but not executed within %d ms: expected a receipt, found none yet; ask for it with eth_getTransactionReceipt."
                        .formatted(timeout.toMillis());
        return RpcAnswer.error(TIMEOUT_CODE, message, '"' + hash.toHex() + '"').with(headers, OK);
    }

    /** A client that does not answer now may do so before the time is over. */
    private Optional<String> receipt(Hash32 hash) {
        try {
            return receipts.find(hash);
        } catch (EngineUnavailableException e) {
            return Optional.empty();
        }
    }
}
