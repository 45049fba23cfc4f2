package dev.candor.sequencer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.sequencer.batches.StoredBatch;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Subscribes over HTTP, goes away and comes back. */
class StreamResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private QueryNode node;

    @BeforeEach
    void start() {
        node = QueryNode.start("--candor.query.stream-buffer-events=20", "--candor.query.max-stream-subscribers=3");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void tellsEveryPromiseAndHeaderFromTheBeginning() throws Exception {
        promise(0, 30);
        node.line().empty(30);
        promise(31, 40);
        StoredBatch sealed = node.batches().order(node.batches().cut(40, Map.of(), 0));

        try (Subscriber subscriber = subscribe("0.1")) {
            List<Event> events = subscriber.take(40);
            assertThat(seqs(events)).hasSize(39).isSorted().doesNotContain(30L);
            assertThat(numbers(events)).containsExactly(1L);
            Event header = events.stream().filter(Event::isHeader).findFirst().orElseThrow();
            assertThat(header.data().get("batchHash").asString())
                    .isEqualTo(sealed.ordered().orElseThrow().batchHash().toHex());

            promise(40, 45);
            assertThat(seqs(subscriber.take(5))).containsExactly(40L, 41L, 42L, 43L, 44L);
        }
    }

    @Test
    void goesOnWithoutLossOrRepetitionAfterTheLastEventId() throws Exception {
        promise(0, 10);
        String last;
        try (Subscriber subscriber = subscribe("0.1")) {
            last = subscriber.take(4).getLast().id();
        }
        promise(10, 60);
        node.batches().order(node.batches().cut(60, Map.of(), 0));

        try (Subscriber subscriber = subscribe(last)) {
            List<Event> events = subscriber.take(57);
            assertThat(seqs(events)).hasSize(56).startsWith(4L).endsWith(59L).isSorted();
            assertThat(numbers(events)).containsExactly(1L);
        }
    }

    @Test
    void beginsNowWithoutAnId() throws Exception {
        promise(0, 10);

        try (Subscriber subscriber = subscribe("")) {
            assertThat(subscriber.id()).isEqualTo("10.1");
            promise(10, 12);
            assertThat(seqs(subscriber.take(2))).containsExactly(10L, 11L);
        }
    }

    @Test
    void waitsAtANumberThatHasNoRowYet() throws Exception {
        promise(0, 2);
        promise(3, 4);

        try (Subscriber subscriber = subscribe("0.1")) {
            assertThat(seqs(subscriber.take(2))).containsExactly(0L, 1L);
            promise(2, 3);
            assertThat(seqs(subscriber.take(2))).containsExactly(2L, 3L);
        }
    }

    @Test
    void takesOnlySoManySubscribers() throws Exception {
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            subscribers.add(subscribe(""));
        }

        HttpResponse<String> refused = node.get("/v1/stream", "Accept", "text/event-stream");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(QueryNode.read(refused).get("type").asString()).isEqualTo("urn:candor:problem:too-many-subscribers");
        subscribers.forEach(Subscriber::close);
        promise(0, 1);
        await().atMost(PATIENCE).until(() -> {
            promise(node.line().end().value(), node.line().end().value() + 1);
            try (Subscriber again = subscribe("0.1")) {
                return again.id().equals("0.1");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1.2.3", "-1.1", "99999999999999999999.1", "7.1", "0.2"})
    void refusesAnIdThatNoEventHad(String id) throws Exception {
        HttpResponse<String> refused = node.get("/v1/stream", "Last-Event-ID", id, "Accept", "text/event-stream");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(QueryNode.read(refused).get("errors").get(0).get("pointer").asString())
                .isEqualTo("Last-Event-ID");
    }

    /** The buffer of 20 is outrun while the subscriber takes nothing. */
    @Test
    void cutsOffASubscriberThatStopsReading() throws Exception {
        StuckOutput out = new StuckOutput();
        StreamTail tail = node.tail();
        assertThat(tail.enter()).isTrue();
        await().atMost(PATIENCE).until(() -> tail.promises().read(0, 1).isPresent());
        StreamSession session =
                new StreamSession(tail, new HeavyReads(), out, Duration.ofSeconds(60), new StreamPosition(0, 1));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                session.run();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        promise(0, 1);
        await().atMost(PATIENCE).until(out::isStuck);

        promise(1, 100);
        await().atMost(PATIENCE)
                .until(() -> tail.promises()
                        .read(80, 100)
                        .map(kept -> kept.next() == 100)
                        .orElse(false));
        out.release();

        assertThat(thread.join(PATIENCE)).isTrue();
        tail.leave();
        assertThat(out.text())
                .contains(": cut off")
                .contains("Last-Event-ID 1.1")
                .doesNotContain("id: 3.1");
    }

    @Test
    void saysThatItIsAliveAndEndsWithTheProcess() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StreamTail tail = node.tail();
        StreamSession session = new StreamSession(tail, new HeavyReads(), out, Duration.ZERO, new StreamPosition(0, 1));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                session.run();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE)
                .until(() -> out.toString(StandardCharsets.UTF_8).contains(": alive"));

        tail.stop();

        assertThat(thread.join(PATIENCE)).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(": stopping");
    }

    private void promise(long from, long to) {
        for (long seq = from; seq < to; seq++) {
            node.line().promised(seq, QueryNode.transfer((int) seq, 0), 1_700_000_000_000L + seq);
        }
    }

    private static List<Long> seqs(List<Event> events) {
        return events.stream()
                .filter(event -> !event.isHeader())
                .map(event -> event.data().get("promise").get("seq").asLong())
                .toList();
    }

    private static List<Long> numbers(List<Event> events) {
        return events.stream()
                .filter(Event::isHeader)
                .map(event -> event.data().get("header").get("number").asLong())
                .toList();
    }

    private Subscriber subscribe(String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.url("/v1/stream")).timeout(PATIENCE);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                node.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return Subscriber.open(response.body());
    }

    record Event(String id, String name, JsonNode data) {
        boolean isHeader() {
            return name.equals("header");
        }
    }

    /** Reads events as a browser does. */
    private record Subscriber(BufferedReader lines, String id) implements AutoCloseable {
        static Subscriber open(InputStream body) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            String id = "";
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                id = line.startsWith("id: ") ? line.substring(4) : id;
            }
            return new Subscriber(lines, id);
        }

        List<Event> take(int count) throws IOException {
            List<Event> events = new ArrayList<>();
            String lastId = "";
            String name = "";
            while (events.size() < count) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the stream ended after " + events.size() + " events");
                }
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(lastId, name, JSON.readTree(line.substring(6))));
                }
            }
            return events;
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes the greeting, and then nothing until it is released. */
    private static final class StuckOutput extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean stuck;

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (new String(bytes, StandardCharsets.UTF_8).contains("event:")) {
                stuck = true;
                awaitRelease();
            }
            taken.write(bytes);
        }

        private void awaitRelease() throws IOException {
            try {
                if (!released.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("never released");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        boolean isStuck() {
            return stuck;
        }

        void release() {
            released.countDown();
        }

        String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }
}
