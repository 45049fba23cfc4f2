package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/**
 * One subscriber: writes the events of each line in order, from where it was, on its own thread (HTML Living Standard,
 * server-sent events). What it has not taken stays in the database. Once it has caught up and then falls behind what is kept in
 * memory, it is cut off, and resumes where it was.
 */
final class StreamSession {
    private static final int PAGE = 200;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int RETRY_MILLIS = 2000;

    private final StreamTail tail;
    private final HeavyReads heavyReads;
    private final OutputStream out;
    private final Duration heartbeat;
    private StreamPosition position;
    private boolean followsPromises;
    private boolean followsHeaders;
    private long writtenAtNanos = System.nanoTime();

    StreamSession(
            StreamTail tail, HeavyReads heavyReads, OutputStream out, Duration heartbeat, StreamPosition position) {
        this.tail = tail;
        this.heavyReads = heavyReads;
        this.out = out;
        this.heartbeat = heartbeat;
        this.position = position;
    }

    /** Returns when the process stops or the subscriber was too slow; throws when it is gone. */
    void run() throws IOException, InterruptedException {
        write("retry: " + RETRY_MILLIS + "\nid: " + position + "\n\n");
        out.flush();
        while (tail.isRunning()) {
            long round = tail.round();
            Optional<RecentEvents.Stretch> promises = tail.promises().read(position.nextSeq(), PAGE);
            Optional<RecentEvents.Stretch> headers = tail.headers().read(position.nextHeader(), PAGE);
            if (followsPromises && promises.isEmpty() || followsHeaders && headers.isEmpty()) {
                write(": cut off, slower than the events come; connect again with Last-Event-ID " + position + "\n\n");
                out.flush();
                return;
            }
            followsPromises = promises.isPresent();
            followsHeaders = headers.isPresent();
            boolean wrote = writePromises(promises.orElseGet(() -> stored(tail.promises(), position.nextSeq())));
            wrote |= writeHeaders(headers.orElseGet(() -> stored(tail.headers(), position.nextHeader())));
            if (!wrote) {
                idle(round);
            }
        }
        write(": stopping; connect again with Last-Event-ID " + position + "\n\n");
        out.flush();
    }

    /** From the database, while it catches up; nothing when that is too busy or away, so that it is tried again. */
    private RecentEvents.Stretch stored(RecentEvents line, long from) {
        try {
            return heavyReads.run(() -> line.source().read(from, PAGE));
        } catch (DataAccessException | ProblemException e) {
            return new RecentEvents.Stretch(List.of(), from);
        }
    }

    private boolean writePromises(RecentEvents.Stretch stretch) throws IOException {
        for (RecentEvents.Event event : stretch.events()) {
            position = position.withNextSeq(event.position() + 1);
            write("promise", event.data());
        }
        position = position.withNextSeq(stretch.next());
        return flushed(stretch);
    }

    private boolean writeHeaders(RecentEvents.Stretch stretch) throws IOException {
        for (RecentEvents.Event event : stretch.events()) {
            position = position.withNextHeader(event.position() + 1);
            write("header", event.data());
        }
        position = position.withNextHeader(stretch.next());
        return flushed(stretch);
    }

    private boolean flushed(RecentEvents.Stretch stretch) throws IOException {
        if (!stretch.events().isEmpty()) {
            out.flush();
        }
        return !stretch.events().isEmpty();
    }

    private void idle(long round) throws IOException, InterruptedException {
        tail.await(round, WAIT);
        if (System.nanoTime() - writtenAtNanos >= heartbeat.toNanos()) {
            write(": alive\n\n");
            out.flush();
        }
    }

    private void write(String event, String data) throws IOException {
        write("id: " + position + "\nevent: " + event + "\ndata: " + data + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        writtenAtNanos = System.nanoTime();
    }
}
