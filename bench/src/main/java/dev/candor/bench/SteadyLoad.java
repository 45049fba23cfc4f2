package dev.candor.bench;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetOptions;
import dev.candor.protocol.signing.PrivateKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A fixed rate through the whole pipeline: does anything pile up between the promise and L1? */
final class SteadyLoad {
    private static final int LANES = 64;
    private static final Duration SAMPLE = Duration.ofSeconds(1);

    private final Devnet devnet;
    private final List<PrivateKey> senders;
    private final int firstNonce;
    private final Head head;

    SteadyLoad(Devnet devnet, List<PrivateKey> senders, int firstNonce) {
        this.devnet = devnet;
        this.senders = senders;
        this.firstNonce = firstNonce;
        this.head = new Head(URI.create(devnet.service().rpcUrl()));
    }

    /** @param executedBlock the client's head; @param safeBlock the newest posted and confirmed one */
    private record Sample(long executedBlock, long safeBlock) {
        long unsettled() {
            return executedBlock - safeBlock;
        }
    }

    void run(int perSecond, int seconds) throws IOException, InterruptedException {
        int perSender = Math.max(1, perSecond * seconds / senders.size());
        List<List<byte[]>> lanes =
                SignedLoad.transfers(DevnetOptions.DEFAULT_ROLLUP_ID, senders, LANES, perSender, firstNonce).stream()
                        .map(lane -> lane.stream().map(SignedLoad::request).toList())
                        .toList();
        List<Sample> samples = new ArrayList<>();
        Thread sampler = Thread.ofPlatform().name("sampler").unstarted(() -> sampleUntilInterrupted(samples));
        sampler.start();
        Measurement measured = new LoadGenerator(URI.create(devnet.service().rpcUrl()))
                .openLoop("candor whole pipeline, " + perSecond + " tx/s", lanes, perSecond);
        sampler.interrupt();
        sampler.join();
        System.out.println(measured);
        report(samples);
        System.out.printf(
                Locale.ROOT,
                "==> the last promise was executed %.1f s after the load ended%n",
                head.awaitExecuted(senders.getLast().address(), firstNonce + (long) perSender));
    }

    private void sampleUntilInterrupted(List<Sample> samples) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                samples.add(new Sample(head.block("latest"), head.block("safe")));
            } catch (IOException e) {
                System.err.println("no sample: " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(SAMPLE.toNanos());
        }
    }

    private static void report(List<Sample> samples) {
        int half = samples.size() / 2;
        double before = samples.subList(0, half).stream()
                .mapToLong(Sample::unsettled)
                .average()
                .orElse(0);
        double after = samples.subList(half, samples.size()).stream()
                .mapToLong(Sample::unsettled)
                .average()
                .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "==> batches executed and not yet confirmed on L1: first half %.1f, second half %.1f on average%n",
                before,
                after);
    }
}
