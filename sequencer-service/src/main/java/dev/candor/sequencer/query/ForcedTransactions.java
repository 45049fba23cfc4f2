package dev.candor.sequencer.query;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds entries of the forced queue by transaction hash. L1 knows them by index only, so their hashes are kept in a table that
 * is brought up to L1's origin whenever somebody asks. Entries at or before the origin never change; the table may be emptied.
 */
@Component
class ForcedTransactions {
    static final int MAX_FOUND = 16;

    private static final int PAGE = 64;
    private static final long NOTHING_READ = -1;

    private final JdbcClient jdbc;
    private final L1View l1;
    private final AtomicLong readThroughBlock = new AtomicLong(NOTHING_READ);

    ForcedTransactions(JdbcClient jdbc, L1View l1) {
        this.jdbc = jdbc;
        this.l1 = l1;
    }

    /** At most {@link #MAX_FOUND}, in the order of the queue. */
    List<ForcedEntry> find(Hash32 txHash) {
        l1.origin().ifPresent(this::readUpTo);
        return jdbc
                .sql("""
                        select forced_index from forced_transaction
                        where tx_hash = :hash order by forced_index limit :limit""")
                .param("hash", txHash.toArray())
                .param("limit", MAX_FOUND)
                .query((row, number) -> row.getLong(1))
                .list()
                .stream()
                .map(index -> l1.forcedEntries(index, index + 1).getFirst())
                .toList();
    }

    private void readUpTo(L1Block origin) {
        if (origin.number() <= readThroughBlock.get()) {
            return;
        }
        long end = l1.forcedQueuedThrough(origin.number());
        long from = known();
        while (from < end) {
            long to = Math.min(end, from + PAGE);
            l1.forcedEntries(from, to).forEach(this::add);
            from = to;
        }
        readThroughBlock.accumulateAndGet(origin.number(), Math::max);
    }

    private long known() {
        return jdbc.sql("select coalesce(max(forced_index) + 1, 0) from forced_transaction")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private void add(ForcedEntry entry) {
        jdbc.sql("insert into forced_transaction (forced_index, tx_hash) values (:index, :hash) on conflict do nothing")
                .param("index", entry.index())
                .param("hash", Keccak256.hash(entry.rawTx()).toArray())
                .update();
    }
}
