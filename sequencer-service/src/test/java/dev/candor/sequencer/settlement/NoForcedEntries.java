package dev.candor.sequencer.settlement;

import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** No batch of these tests takes a forced entry. */
record NoForcedEntries(AtomicReference<@Nullable L1Block> known) implements L1View {
    @Override
    public Optional<L1Block> origin() {
        return Optional.ofNullable(known.get());
    }

    @Override
    public Policy policyAt(long l1BlockNumber) {
        throw new UnsupportedOperationException("settlement asks for no policy");
    }

    @Override
    public Address orderKeyAt(long l1BlockNumber) {
        throw new UnsupportedOperationException("settlement asks for no key");
    }

    @Override
    public long forcedQueuedThrough(long l1BlockNumber) {
        return 0;
    }

    @Override
    public long forcedDueThrough(long l1BlockNumber) {
        return 0;
    }

    @Override
    public List<ForcedEntry> forcedEntries(long from, long to) {
        return List.of();
    }
}
