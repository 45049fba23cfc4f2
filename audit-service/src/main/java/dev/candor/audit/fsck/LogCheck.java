package dev.candor.audit.fsck;

import dev.candor.audit.log.LogEntry;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final Optional<HashedEvents> events;
    private final LongConsumer progress;
    private final EntryRules entries = new EntryRules();
    private final TreeRules tree = new TreeRules();
    private final List<String> contradictions = new ArrayList<>();
    private final List<LogEntry> hashed = new ArrayList<>();
    private long eventsChecked;

    /**
     * @param events empty where nobody serves them
     * @param progress gets the entries done so far, now and then
     */
    LogCheck(PublicBytes bytes, Optional<HashedEvents> events, LongConsumer progress) {
        this.fetching = new Fetching(bytes);
        this.events = events;
        this.progress = progress;
    }

    /**
     * @param known heads of this log from elsewhere, for example anchored on L1
     * @return what contradicts the checkpoint, the heads or the rules; empty for a clean log
     * @throws IOException the bytes could not be fetched: nothing was found out
     */
    List<String> run(TreeHead checkpoint, List<KnownHead> known) throws IOException, InterruptedException {
        Map<Long, List<KnownHead>> heads = new HashMap<>();
        for (KnownHead head : known) {
            if (head.head().size() > checkpoint.size()) {
                contradictions.add("Expected the checkpoint to cover the head of size %d, which is %s, found size %d."
                        .formatted(head.head().size(), head.source(), checkpoint.size()));
            }
            heads.computeIfAbsent(head.head().size(), size -> new ArrayList<>()).add(head);
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

    private void walk(long from, long to, long size, Map<Long, List<KnownHead>> heads, ExecutorService fetchers)
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
        checkEvents(fetchers);
    }

    private void take(byte[] entry, Map<Long, List<KnownHead>> heads) {
        for (String wrong : entries.check(tree.size(), entry)) {
            contradictions.add(wrong);
        }
        if (LogEntry.decode(tree.size(), entry) instanceof Parsed.Ok<LogEntry>(LogEntry decoded)
                && decoded.isHashOfEvent()) {
            hashed.add(decoded);
        }
        tree.append(entry);
        for (KnownHead known : heads.getOrDefault(tree.size(), List.of())) {
            if (!tree.head().equals(known.head())) {
                contradictions.add("Expected root %s at size %d, which is %s, found %s: the log was forked."
                        .formatted(
                                known.head().root(),
                                tree.size(),
                                known.source(),
                                tree.head().root()));
            }
        }
    }

    private void checkEvents(ExecutorService fetchers) throws IOException, InterruptedException {
        if (events.isPresent()) {
            for (int first = 0; first < hashed.size(); first += AT_ONCE) {
                List<Callable<Optional<String>>> wanted = new ArrayList<>();
                hashed.subList(first, Math.min(hashed.size(), first + AT_ONCE))
                        .forEach(entry -> wanted.add(() -> events.get().check(entry)));
                all(wanted, fetchers).forEach(wrong -> wrong.ifPresent(contradictions::add));
            }
            eventsChecked += hashed.size();
        }
        hashed.clear();
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

    /** How many events were held against the hashes in their entries; empty where nobody serves them. */
    OptionalLong hashedEvents() {
        return events.isPresent() ? OptionalLong.of(eventsChecked) : OptionalLong.empty();
    }

    EntryRules entries() {
        return entries;
    }
}
