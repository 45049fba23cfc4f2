package dev.candor.sequencer.l1;

import dev.candor.l1.L1Header;
import dev.candor.l1.history.HistoryTables;
import dev.candor.l1.history.L1Contracts;
import dev.candor.l1.history.L1History;
import dev.candor.l1.history.QueuedEntry;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers from the stored history, in this service's words. Safe for many threads. */
@Component
class StoredL1View implements L1View {
    private final L1History history;

    StoredL1View(JdbcClient jdbc, L1Contracts contracts) {
        this.history = new L1History(new HistoryTables(jdbc), contracts.forcedDelayBlocks());
    }

    /** Takes over what this process or another has stored. */
    void refresh() {
        history.refresh();
    }

    @Override
    public Optional<L1Block> origin() {
        return history.origin().map(StoredL1View::block);
    }

    @Override
    public Policy policyAt(long l1BlockNumber) {
        return history.policyAt(l1BlockNumber);
    }

    @Override
    public Address orderKeyAt(long l1BlockNumber) {
        return history.orderKeyAt(l1BlockNumber);
    }

    @Override
    public long forcedQueuedThrough(long l1BlockNumber) {
        return history.forcedQueuedThrough(l1BlockNumber);
    }

    @Override
    public long forcedDueThrough(long l1BlockNumber) {
        return history.forcedDueThrough(l1BlockNumber);
    }

    @Override
    public List<ForcedEntry> forcedEntries(long from, long to) {
        return history.forcedEntries(from, to).stream().map(StoredL1View::entry).toList();
    }

    private static ForcedEntry entry(QueuedEntry entry) {
        return new ForcedEntry(entry.index(), entry.gasLimit(), entry.rawTx(), entry.queuedBlock());
    }

    private static L1Block block(L1Header header) {
        return new L1Block(header.number(), header.hash(), header.timestampSeconds());
    }
}
