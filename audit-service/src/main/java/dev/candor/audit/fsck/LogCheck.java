package dev.candor.audit.fsck;

import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Walks a log from its first entry to the size of a checkpoint, and says everything that is not as it must be. */
final class LogCheck {
    /** Beyond this many contradictions it stops. */
    static final int MAX_CONTRADICTIONS = 20;

    /** Bundles, and tiles, that are fetched at the same time. */
    private static final int AT_ONCE = 16;

    private final Fetching fetching;
    private final LongConsumer progress;
    private final EntryRules entries = new EntryRules();
    private final TreeRules tree = new TreeRules();
    private final List<String> contradictions = new ArrayList<>();

    /** @param progress gets the entries done so far, now and then */
    LogCheck(PublicBytes bytes, LongConsumer progress) {
        this.fetching = new Fetching(bytes);
        this.progress = progress;
    }

    /**
     * @param known heads of this log from elsewhere, for example anchored on L1
     * @return what contradicts the checkpoint, the heads or the rules; empty for a clean log
     * @throws IOException the bytes could not be fetched: nothing was found out
     */
    List<String> run(TreeHead checkpoint, List<TreeHead> known) throws IOException, InterruptedException {
        TreeMap<Long, TreeHash> heads = new TreeMap<>();
        for (TreeHead head : known) {
            if (head.size() > checkpoint.size()) {
                contradictions.add(
                        "Expected the checkpoint to cover the head of size %d that is known from elsewhere, found size %d."
                                .formatted(head.size(), checkpoint.size()));
            }
            heads.put(head.size(), head.root());
        }
        try (ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor()) {
            long bundles = (checkpoint.size() + TileResource.FULL_WIDTH - 1) / TileResource.FULL_WIDTH;
            for (long first = 0; first < bundles && !isFull(); first += AT_ONCE) {
                walk(first, Math.min(bundles, first + AT_ONCE), checkpoint.size(), heads, fetchers);
                progress.accept(tree.size());
            }
            compare(tree.partialTiles(), fetchers);
        }
        if (!isFull() && !tree.head().equals(checkpoint)) {
            contradictions.add("Expected the entries to give the checkpoint's root %s at size %d, found %s at size %d."
                    .formatted(
                            checkpoint.root(),
                            checkpoint.size(),
                            tree.head().root(),
                            tree.head().size()));
        }
        return List.copyOf(contradictions);
    }

    private void walk(long from, long to, long size, TreeMap<Long, TreeHash> heads, ExecutorService fetchers)
            throws IOException, InterruptedException {
        List<Callable<Parsed<List<byte[]>>>> wanted = new ArrayList<>();
        for (long index = from; index < to; index++) {
            int width = (int) Math.min(TileResource.FULL_WIDTH, size - index * TileResource.FULL_WIDTH);
            EntryBundleId id = new EntryBundleId(index, width);
            wanted.add(() -> fetching.entries(id));
        }
        for (Parsed<List<byte[]>> bundle : all(wanted, fetchers)) {
            switch (bundle) {
                case Parsed.Malformed<List<byte[]>>(String why) -> contradictions.add(why);
                case Parsed.Ok<List<byte[]>>(List<byte[]> found) -> found.forEach(entry -> take(entry, heads));
            }
        }
        compare(tree.fullTiles(), fetchers);
    }

    private void take(byte[] entry, TreeMap<Long, TreeHash> heads) {
        for (String wrong : entries.check(tree.size(), entry)) {
            contradictions.add(wrong);
        }
        tree.append(entry);
        TreeHash known = heads.get(tree.size());
        if (known != null && !tree.head().root().equals(known)) {
            contradictions.add(
                    "Expected root %s at size %d, which is known from elsewhere, found %s: the log was forked."
                            .formatted(known, tree.size(), tree.head().root()));
        }
    }

    private void compare(Map<TileId, List<TreeHash>> expected, ExecutorService fetchers)
            throws IOException, InterruptedException {
        List<TileId> ids = new ArrayList<>(expected.keySet());
        List<Callable<Parsed<List<TreeHash>>>> wanted = new ArrayList<>();
        ids.forEach(id -> wanted.add(() -> fetching.hashes(id)));
        List<Parsed<List<TreeHash>>> found = all(wanted, fetchers);
        for (int i = 0; i < ids.size(); i++) {
            compare(ids.get(i), expected.get(ids.get(i)), found.get(i));
        }
    }

    private void compare(TileId id, @Nullable List<TreeHash> expected, Parsed<List<TreeHash>> found) {
        switch (found) {
            case Parsed.Malformed<List<TreeHash>>(String why) -> contradictions.add(why);
            case Parsed.Ok<List<TreeHash>>(List<TreeHash> hashes) -> {
                if (!hashes.equals(expected)) {
                    contradictions.add("Expected %s to hold the hashes of the entries below it, found others."
                            .formatted(id.path()));
                }
            }
        }
    }

    private static <T> List<T> all(List<Callable<T>> wanted, ExecutorService fetchers)
            throws IOException, InterruptedException {
        List<T> found = new ArrayList<>();
        for (Future<T> each : fetchers.invokeAll(wanted)) {
            try {
                found.add(each.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }
        return found;
    }

    private boolean isFull() {
        return contradictions.size() >= MAX_CONTRADICTIONS;
    }

    EntryRules entries() {
        return entries;
    }
}
