package dev.candor.bench;

import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetOptions;
import dev.candor.protocol.signing.PrivateKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fixed rate through the whole pipeline: does anything pile up between the promise and L1? */
final class SteadyLoad {
    private static final int LANES = 64;
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(120);

    private final Devnet devnet;
    private final List<PrivateKey> senders;
    private final int firstNonce;
    private final HttpClient http = HttpClient.newHttpClient();

    SteadyLoad(Devnet devnet, List<PrivateKey> senders, int firstNonce) {
        this.devnet = devnet;
        this.senders = senders;
        this.firstNonce = firstNonce;
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
        drain(perSender);
    }

    private void sampleUntilInterrupted(List<Sample> samples) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                samples.add(new Sample(block("latest"), block("safe")));
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

    /** How long until the last promise of the load is executed. */
    private void drain(int perSender) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long wanted = firstNonce + (long) perSender;
        while (System.nanoTime() - start < DRAIN_LIMIT.toNanos()) {
            if (nonceAtHead() >= wanted) {
                System.out.printf(
                        Locale.ROOT,
                        "==> the last promise was executed %.1f s after the load ended%n",
                        (System.nanoTime() - start) / 1e9);
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        System.out.printf("==> NOT DRAINED within %s%n", DRAIN_LIMIT);
    }

    private long nonceAtHead() throws IOException, InterruptedException {
        String sender = senders.get(senders.size() - 1).address().toHex();
        return hexResult(call("eth_getTransactionCount", "\"" + sender + "\",\"latest\""));
    }

    private long block(String tag) throws IOException, InterruptedException {
        String answer = call("eth_getBlockByNumber", "\"" + tag + "\",false");
        Matcher number = Pattern.compile("\"number\":\"0x([0-9a-f]+)\"").matcher(answer);
        return number.find() ? Long.parseLong(number.group(1), 16) : 0;
    }

    private static long hexResult(String answer) throws IOException {
        Matcher result = Pattern.compile("\"result\":\"0x([0-9a-f]+)\"").matcher(answer);
        if (!result.find()) {
            throw new IOException("Expected a number, found " + answer);
        }
        return Long.parseLong(result.group(1), 16);
    }

    private String call(String method, String parameters) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(devnet.service().rpcUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameters + "]}"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
