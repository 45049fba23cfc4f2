package dev.candor.bench;

import dev.candor.protocol.types.Address;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rollup has executed, read through its own JSON-RPC. */
final class Head {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("\"number\":\"0x([0-9a-f]+)\"");
    private static final Pattern RESULT = Pattern.compile("\"result\":\"0x([0-9a-f]+)\"");
    private static final double NANOS_PER_SECOND = 1e9;

    private final URI rpc;
    private final HttpClient http = HttpClient.newHttpClient();

    Head(URI rpc) {
        this.rpc = rpc;
    }

    /** @return the number of the block that a tag names, 0 while there is none */
    long block(String tag) throws IOException, InterruptedException {
        Matcher number = NUMBER.matcher(call("eth_getBlockByNumber", "\"" + tag + "\",false"));
        return number.find() ? Long.parseLong(number.group(1), 16) : 0;
    }

    /**
     * Waits until a sender's transactions below {@code nonce} are executed.
     *
     * @return seconds waited
     * @throws IOException not within two minutes
     */
    double awaitExecuted(Address sender, long nonce) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LIMIT.toNanos()) {
            if (executedNonce(sender) >= nonce) {
                return (System.nanoTime() - start) / NANOS_PER_SECOND;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IOException("Expected everything up to nonce " + nonce + " of " + sender + " to be executed within "
                + LIMIT + ", found " + executedNonce(sender) + ".");
    }

    private long executedNonce(Address sender) throws IOException, InterruptedException {
        String answer = call("eth_getTransactionCount", "\"" + sender.toHex() + "\",\"latest\"");
        Matcher result = RESULT.matcher(answer);
        if (!result.find()) {
            throw new IOException("Expected a number, found " + answer);
        }
        return Long.parseLong(result.group(1), 16);
    }

    private String call(String method, String parameters) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rpc)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameters + "]}"))
                .timeout(TIMEOUT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
