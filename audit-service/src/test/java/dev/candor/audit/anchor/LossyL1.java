package dev.candor.audit.anchor;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;

/** The way to L1, which can fail at a broadcast: before the transaction left, or after it arrived. */
final class LossyL1 extends HttpService {
    enum Loss {
        NONE,
        /** The process "dies" before anything left. */
        LOST,
        /** It arrived, and the answer did not. */
        LANDED_BUT_FAILED
    }

    private final AtomicInteger broadcastsUntilLoss = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Loss loss = Loss.NONE;
    private volatile boolean dead;

    LossyL1(URI rpcUrl) {
        super(
                rpcUrl.toString(),
                new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(2)).build());
    }

    /** From the given broadcast on (counted from 1) nothing reaches L1 any more, as of a process that was killed there. */
    void dieAt(int broadcast, Loss how) {
        loss = how;
        broadcastsUntilLoss.set(broadcast);
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public <T extends Response> T send(Request request, Class<T> responseType) throws IOException {
        if (dead) {
            throw new IOException("killed");
        }
        if (request.getMethod().equals("eth_sendRawTransaction") && broadcastsUntilLoss.decrementAndGet() == 0) {
            dead = true;
            if (loss == Loss.LANDED_BUT_FAILED) {
                super.send(request, responseType);
            }
            throw new IOException("killed at a broadcast");
        }
        return super.send(request, responseType);
    }

    @Override
    public <T extends Response> CompletableFuture<T> sendAsync(Request request, Class<T> responseType) {
        throw new UnsupportedOperationException("anchoring sends one request at a time");
    }
}
