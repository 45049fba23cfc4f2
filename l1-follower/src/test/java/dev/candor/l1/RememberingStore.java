package dev.candor.l1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store in memory: positions, and the log data that is in effect per block. */
final class RememberingStore implements FollowerStore {
    private final TreeMap<Long, L1Header> positions = new TreeMap<>();
    private final ConcurrentSkipListMap<Long, List<String>> effects = new ConcurrentSkipListMap<>();

    @Override
    public Optional<L1Header> position() {
        return Optional.ofNullable(positions.lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public Optional<L1Header> positionBelow(long number) {
        return Optional.ofNullable(positions.lowerEntry(number)).map(Map.Entry::getValue);
    }

    @Override
    public void apply(L1Range range, long finalizedNumber) {
        long expected = positions.isEmpty() ? range.fromBlock() : positions.lastKey() + 1;
        if (range.fromBlock() != expected) {
            throw new IllegalStateException("Expected block " + expected + " next, found " + range.fromBlock());
        }
        range.logs()
                .forEach(log -> effects.computeIfAbsent(
                                log.getBlockNumber().longValueExact(), number -> new ArrayList<>())
                        .add(log.getData()));
        positions.put(range.to().number(), range.to());
    }

    @Override
    public void rewind(Optional<L1Header> ancestor) {
        long kept = ancestor.map(L1Header::number).orElse(-1L);
        positions.tailMap(kept, false).clear();
        effects.tailMap(kept, false).clear();
    }

    List<String> effects() {
        return effects.values().stream().flatMap(List::stream).toList();
    }
}
