package dev.candor.sequencer.intake;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Decodes transactions and recovers their senders, many of them on all cores. */
final class TransactionDecoding {
    private static final int MIN_PER_WORKER = 8;

    private final RollupId rollupId;
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("intake-", 0).factory());
    private final int workers = Runtime.getRuntime().availableProcessors();

    TransactionDecoding(RollupId rollupId) {
        this.rollupId = rollupId;
    }

    Executor threads() {
        return threads;
    }

    List<Submission> decode(List<Bytes> raws, Rules rules) {
        int perWorker = Math.max(MIN_PER_WORKER, Math.ceilDiv(raws.size(), workers));
        if (raws.size() <= perWorker) {
            return raws.stream().map(raw -> decode(raw, rules)).toList();
        }
        List<CompletableFuture<List<Submission>>> parts = new ArrayList<>();
        for (int from = 0; from < raws.size(); from += perWorker) {
            List<Bytes> part = raws.subList(from, Math.min(raws.size(), from + perWorker));
            parts.add(CompletableFuture.supplyAsync(
                    () -> part.stream().map(raw -> decode(raw, rules)).toList(), threads));
        }
        List<Submission> decoded = new ArrayList<>(raws.size());
        parts.forEach(part -> decoded.addAll(part.join()));
        return decoded;
    }

    private Submission decode(Bytes raw, Rules rules) {
        return switch (DoorRules.judge(raw, rollupId, rules)) {
            case DoorRules.Verdict.Stopped(Refusal refusal) -> Submission.stopped(raw, refusal);
            case DoorRules.Verdict.Passed(EthTransaction transaction) ->
                new Submission(
                        raw, new Submission.Passed(transaction, PendingArrival.authorities(transaction, rollupId)));
        };
    }
}
