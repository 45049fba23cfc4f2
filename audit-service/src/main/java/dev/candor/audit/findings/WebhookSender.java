package dev.candor.audit.findings;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Calls the webhook, one call after the other, with growing pauses after failures. Nothing waits for it. A call is made at
 * least once; its id tells repetitions apart.
 */
@Component
class WebhookSender implements SmartLifecycle {
    static final int MAX_ATTEMPTS = 40;
    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ROUND_CALLS = 20;
    private static final int MAX_DOUBLINGS = 10;

    private final WebhookQueue queue;
    private final Clock clock;
    private final Optional<Target> target;
    private final MeterRegistry meters;
    private volatile @Nullable Thread thread;

    private record Target(URI url, WebhookSignature signature, HttpClient http) {}

    WebhookSender(WebhookQueue queue, FindingsProperties properties, Clock clock, MeterRegistry meters) {
        this.queue = queue;
        this.clock = clock;
        this.meters = meters;
        this.target = properties.webhookUrl().isEmpty() ? Optional.empty() : Optional.of(target(properties));
        Gauge.builder("candor.audit.findings.webhook.queued", queue, WebhookQueue::size)
                .register(meters);
    }

    private static Target target(FindingsProperties properties) {
        try {
            byte[] secret =
                    Files.readString(properties.webhookSecretFile()).strip().getBytes(StandardCharsets.UTF_8);
            HttpClient http = HttpClient.newBuilder()
                    .connectTimeout(REQUEST_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            return new Target(URI.create(properties.webhookUrl()), new WebhookSignature(secret), http);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Expected the webhook's key in candor.findings.webhook-secret-file, found %s: set it, or leave webhook-url empty."
                            .formatted(e),
                    e);
        }
    }

    private void run(Target to) {
        while (thread == Thread.currentThread()) {
            try {
                if (round(to) == 0) {
                    Thread.sleep(POLL);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.warn("The queue of the webhook does not answer, trying again: {}", e.toString());
            }
        }
    }

    private int round(Target to) throws InterruptedException {
        List<WebhookQueue.Call> due = queue.due(clock.millis(), MAX_ROUND_CALLS);
        for (WebhookQueue.Call call : due) {
            Optional<String> failure = failure(to, call);
            meters.counter("candor.audit.findings.webhook.calls", "success", Boolean.toString(failure.isEmpty()))
                    .increment();
            if (failure.isEmpty()) {
                queue.done(call);
            } else if (call.attempts() + 1 >= MAX_ATTEMPTS) {
                log.warn(
                        "The webhook failed {} times for {}, given up: {}",
                        MAX_ATTEMPTS,
                        call.eventId(),
                        failure.get());
                queue.giveUp(call);
            } else {
                queue.again(call, clock.millis() + pause(call.attempts()).toMillis());
            }
        }
        return due.size();
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Optional<String> failure(Target to, WebhookQueue.Call call) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(to.url())
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .header(WebhookSignature.HEADER, to.signature().header(call.body(), clock.millis() / 1000))
                .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()))
                .build();
        try {
            int status = to.http()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("status " + status);
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    @Override
    public void start() {
        if (target.isPresent() && thread == null) {
            Thread sender = Thread.ofVirtual().name("findings-webhook").unstarted(() -> run(target.get()));
            thread = sender;
            sender.start();
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
