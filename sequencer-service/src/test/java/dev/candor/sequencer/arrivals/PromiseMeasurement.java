package dev.candor.sequencer.arrivals;

import static org.awaitility.Awaitility.await;

import dev.candor.sequencer.SequencerDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Not a test: prints promises per second. Run with {@code -Dtest=PromiseMeasurement}. */
class PromiseMeasurement {

    @Test
    void measure() throws Exception {
        try (ArrivalsNode node =
                ArrivalsNode.start(SequencerDatabase.url(), TestBroker.bootstrapServers(), TestBroker.freshTopic())) {
            await().atMost(Duration.ofSeconds(20)).until(node.promises()::accepting);
            callers(node, 32, 600);
            callers(node, 32, 600);
            callers(node, 32, 600);
            bulk(node, 2, 500, 20);
            bulk(node, 4, 500, 20);
            for (String name : List.of("append", "wait", "commit", "sign", "promise")) {
                var timer = node.bean(MeterRegistry.class)
                        .get("candor.sequencer.arrivals." + name)
                        .timer();
                System.out.printf(
                        "%s mean %.3f ms max %.1f%n",
                        name, timer.mean(TimeUnit.MILLISECONDS), timer.max(TimeUnit.MILLISECONDS));
            }
            System.out.println("rows per round "
                    + node.bean(MeterRegistry.class)
                            .get("candor.sequencer.arrivals.commit.rows")
                            .summary()
                            .mean());
        }
    }

    private static void callers(ArrivalsNode node, int callers, int each) throws Exception {
        List<List<AdmittedTransaction>> work = IntStream.range(0, callers)
                .mapToObj(i -> new SignedTransactions().next(each))
                .toList();
        long[] nanos = new long[callers * each];
        Cpu before0 = Cpu.now();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int c = 0; c < callers; c++) {
            int caller = c;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < each; i++) {
                    long before = System.nanoTime();
                    PromiseOutcome outcome =
                            node.promises().promise(work.get(caller).get(i)).join();
                    if (!(outcome instanceof PromiseOutcome.Issued)) {
                        throw new IllegalStateException(outcome.toString());
                    }
                    nanos[caller * each + i] = System.nanoTime() - before;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        print("%d callers".formatted(callers), nanos, System.nanoTime() - start);
        Cpu.now().print(before0, callers * each);
    }

    private static void bulk(ArrivalsNode node, int callers, int size, int rounds) throws Exception {
        List<List<AdmittedTransaction>> work = IntStream.range(0, callers)
                .mapToObj(i -> new SignedTransactions().next(size * rounds))
                .toList();
        long[] nanos = new long[callers * rounds];
        Cpu before0 = Cpu.now();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int c = 0; c < callers; c++) {
            int caller = c;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int r = 0; r < rounds; r++) {
                    long before = System.nanoTime();
                    List<CompletableFuture<PromiseOutcome>> futures =
                            work.get(caller).subList(r * size, (r + 1) * size).stream()
                                    .map(node.promises()::promise)
                                    .toList();
                    futures.forEach(CompletableFuture::join);
                    nanos[caller * rounds + r] = System.nanoTime() - before;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long total = System.nanoTime() - start;
        print("%d callers with %d at once".formatted(callers, size), nanos, total);
        System.out.printf("   = %.0f promises/s%n", callers * rounds * size * 1e9 / total);
        Cpu.now().print(before0, callers * rounds * size);
    }

    private static void print(String what, long[] nanos, long total) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %.0f/s p50 %.2f ms p99 %.2f ms%n",
                what, nanos.length * 1e9 / total, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }

    /** Time on the processors, which tells more than the clock does on a busy machine. */
    private record Cpu(long serviceNanos, long serversNanos) {
        static Cpu now() {
            long servers = ProcessHandle.current()
                    .descendants()
                    .mapToLong(p ->
                            p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                    .sum();
            return new Cpu(
                    ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toNanos(),
                    servers);
        }

        void print(Cpu before, long promises) {
            System.out.printf(
                    "   processor time per promise: this process %.0f µs, broker and database %.0f µs%n",
                    (serviceNanos - before.serviceNanos) / 1e3 / promises,
                    (serversNanos - before.serversNanos) / 1e3 / promises);
        }
    }
}
