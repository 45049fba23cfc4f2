package dev.candor.sequencer.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands calls to their methods. The calls of a batch are answered in order; neighbours of one method go to it together, so
 * that five hundred transactions are admitted as a whole.
 */
@Component
class RpcDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);
    private static final String CALLS = "candor.sequencer.rpc.calls";

    private final Map<String, RpcMethod> methods = new HashMap<>();
    private final RpcFallback fallback;
    private final Map<String, Counter> counters = new HashMap<>();
    private final Counter unknown;

    RpcDispatcher(List<RpcMethod> methods, RpcFallback fallback, MeterRegistry meters) {
        this.fallback = fallback;
        this.unknown = meters.counter(CALLS, "method", "unknown");
        for (RpcMethod method : methods) {
            for (String name : method.names()) {
                RpcMethod other = this.methods.put(name, method);
                if (other != null) {
                    throw new IllegalStateException(
                            "Expected one method named %s, found %s and %s.".formatted(name, other, method));
                }
                counters.put(name, meters.counter(CALLS, "method", name));
            }
        }
    }

    /** @return one answer per call, in their order */
    List<RpcAnswer> answer(List<RpcCall> calls, RpcClient client) {
        List<RpcAnswer> answers = new ArrayList<>(calls.size());
        int from = 0;
        while (from < calls.size()) {
            RpcMethod method = methods.get(calls.get(from).method());
            int to = from + 1;
            while (to < calls.size() && methods.get(calls.get(to).method()) == method) {
                to++;
            }
            answers.addAll(answer(method, calls.subList(from, to), client));
            from = to;
        }
        return answers;
    }

    private List<RpcAnswer> answer(@Nullable RpcMethod method, List<RpcCall> calls, RpcClient client) {
        if (method == null) {
            unknown.increment(calls.size());
            return calls.stream().map(fallback::answer).toList();
        }
        for (RpcCall call : calls) {
            counters.getOrDefault(call.method(), unknown).increment();
        }
        try {
            return method.answer(calls, client);
        } catch (InvalidParamsException e) {
            return Collections.nCopies(calls.size(), RpcAnswer.error(RpcError.INVALID_PARAMS, e.detail()));
        } catch (RuntimeException e) {
            String incident = UUID.randomUUID().toString();
            LOG.error("rpc call failed method={} incident={}", calls.getFirst().method(), incident, e);
            return Collections.nCopies(
                    calls.size(),
                    RpcAnswer.error(
                            RpcError.INTERNAL, "internal error: incident " + incident + ", see the service's log"));
        }
    }
}
