package dev.candor.sequencer.arrivals;

import dev.candor.sequencer.rollup.SequencerProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Decodes many records on a few threads and keeps their order; recovering a sender takes some 50 µs. */
@Component
class ParallelDecoder {
    private static final int CHUNK = 64;
    private static final int MAX_THREADS = 4;

    private final ArrivalDecoder decoder;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().name("arrivals-decode-", 0).daemon(true).factory());

    ParallelDecoder(SequencerProperties properties, DecodedTransactions decoded) {
        this.decoder = new ArrivalDecoder(properties.rollup(), decoded);
    }

    List<SeenArrival> decode(List<TopicRecord> records) {
        if (records.size() <= CHUNK) {
            return records.stream().map(decoder::decode).toList();
        }
        List<CompletableFuture<List<SeenArrival>>> chunks = new ArrayList<>();
        for (int from = 0; from < records.size(); from += CHUNK) {
            List<TopicRecord> chunk = records.subList(from, Math.min(records.size(), from + CHUNK));
            chunks.add(CompletableFuture.supplyAsync(
                    () -> chunk.stream().map(decoder::decode).toList(), threads));
        }
        return chunks.stream().flatMap(chunk -> chunk.join().stream()).toList();
    }

    PromiseRow rowOf(TopicRecord record) {
        return decoder.rowOf(record);
    }
}
