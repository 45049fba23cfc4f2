package dev.candor.audit.witness;

import dev.candor.audit.log.LogReader;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TrustPolicy;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All witnesses of the policy that have an address; each is asked on a thread of its own. */
@Component
public class Witnesses implements SmartLifecycle {
    /** After the lease, before the stage that publishes. */
    private static final int PHASE = 110;

    private final HttpClient http;
    private final List<WitnessWorker> workers;
    private final List<Thread> threads = new ArrayList<>();

    Witnesses(
            LogPolicy policy,
            WitnessSizes sizes,
            LogReader reader,
            WitnessProperties properties,
            WitnessMetrics metrics) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(properties.requestTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.workers = policy.policy().witnesses().stream()
                .filter(witness -> !witness.url().isEmpty())
                .map(witness -> worker(witness, sizes, reader, properties, metrics))
                .toList();
        metrics.watch(workers);
    }

    private WitnessWorker worker(
            TrustPolicy.Party witness,
            WitnessSizes sizes,
            LogReader reader,
            WitnessProperties properties,
            WitnessMetrics metrics) {
        WitnessClient client = new WitnessClient(http, witness, properties.requestTimeout());
        return new WitnessWorker(witness, client, sizes, reader, metrics, properties.longestPause());
    }

    /**
     * Asks all of them for one checkpoint, instead of any that they were asked for before. Those that have it say so at once.
     *
     * @param afterClose gets cosignatures that arrive when the request is closed
     */
    public CosignRequest ask(
            TreeHead head, SignedNote note, BiConsumer<CosignRequest, List<NoteSignature>> afterClose) {
        CosignRequest request = new CosignRequest(head, note, workers.size(), afterClose);
        workers.forEach(worker -> worker.want(request));
        return request;
    }

    /** Why a witness did not cosign when it was asked last, by its name. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        workers.forEach(worker -> worker.trouble().ifPresent(why -> troubles.put(worker.name(), why)));
        return troubles;
    }

    /** Of witnesses that say they have another tree of this log, and have not cosigned since. */
    public List<WitnessContradiction> contradictions() {
        return workers.stream()
                .flatMap(worker -> worker.contradiction().stream())
                .toList();
    }

    @Override
    public void start() {
        for (WitnessWorker worker : workers) {
            threads.add(Thread.ofVirtual().name("witness-" + worker.name()).start(worker));
        }
    }

    @Override
    public void stop() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
