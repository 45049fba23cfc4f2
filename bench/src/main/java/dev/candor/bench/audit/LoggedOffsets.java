package dev.candor.bench.audit;

import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.EntryBundleId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Reads from a log's public bundles at which index each offset of the bench's topic stands. */
final class LoggedOffsets {
    private static final int BUNDLE = 256;
    private static final short GOVERNANCE = 8;
    private static final int TOPIC_AT = 0;
    private static final int OFFSET_AT = 6;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI log;

    LoggedOffsets(URI log) {
        this.log = log;
    }

    /**
     * The index of each of {@code count} offsets from {@code firstOffset} on.
     *
     * @param fromIndex none of them stands before it
     * @param watch tells which bundles are published; more are awaited until every offset is found
     */
    long[] indicesOf(long firstOffset, int count, long fromIndex, CheckpointWatch watch)
            throws IOException, InterruptedException {
        long[] indices = new long[count];
        Arrays.fill(indices, -1);
        int found = 0;
        long next = fromIndex;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (found < count) {
                watch.awaitSize(next + 1, LIMIT);
                long bundle = next / BUNDLE;
                int width = (int) Math.min(BUNDLE, watch.size() - bundle * BUNDLE);
                List<byte[]> entries = read(client, new EntryBundleId(bundle, width));
                for (int i = (int) (next % BUNDLE); i < entries.size(); i++) {
                    ByteBuffer entry = ByteBuffer.wrap(entries.get(i));
                    long place = entry.getLong(OFFSET_AT) - firstOffset;
                    if (entry.getShort(TOPIC_AT) == GOVERNANCE && place >= 0 && place < count) {
                        indices[(int) place] = bundle * BUNDLE + i;
                        found++;
                    }
                }
                next = bundle * BUNDLE + width;
            }
        }
        return indices;
    }

    private List<byte[]> read(HttpClient client, EntryBundleId id) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(log.resolve(id.path())).timeout(LIMIT).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "Expected bundle %s, found status %d".formatted(id.path(), answer.statusCode()));
        }
        return EntryBundle.decode(id, answer.body()).orThrow();
    }
}
