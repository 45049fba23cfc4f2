package dev.candor.sequencer.batches;

import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The signed headers in the order in which they were signed: by generation, then by number. A rollback takes nothing away from
 * this line; what follows it stands further on.
 */
@Component
public class HeaderLine {
    /** A position is generation · this + number: for a generation 0 simply the number. */
    static final long NUMBERS_PER_GENERATION = 1_000_000_000_000L;

    private static final Set<BatchStatus> SIGNED =
            EnumSet.complementOf(EnumSet.of(BatchStatus.CUT, BatchStatus.VOIDED));

    private final BatchRows rows;
    private final JdbcClient jdbc;
    private final RollupIdentity rollup;

    HeaderLine(BatchRows rows, JdbcClient jdbc, RollupIdentity rollup) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.rollup = rollup;
    }

    public static long position(StoredBatch batch) {
        return position(batch.cut().generation().value(), batch.number());
    }

    private static long position(long generation, long number) {
        return Math.addExact(Math.multiplyExact(generation, NUMBERS_PER_GENERATION), number);
    }

    /** Batches with a header from a position on that are not void, at most {@link BatchStore#MAX_PAGE}. */
    public List<StoredBatch> from(long position, int limit) {
        int bounded = (int) Math.min(limit, BatchStore.MAX_PAGE);
        return rows
                .fromPosition(
                        position / NUMBERS_PER_GENERATION, position % NUMBERS_PER_GENERATION, SIGNED, Limit.of(bounded))
                .stream()
                .map(row -> row.toStored(rollup.id()))
                .toList();
    }

    /** The first position after every header that was ever signed, void ones too. */
    public long end() {
        return jdbc.sql("""
                        select generation, number from batch where batch_hash is not null
                        order by generation desc, number desc limit 1""")
                        .query((row, index) -> position(row.getLong(1), row.getLong(2)))
                        .optional()
                        .orElse(0L)
                + 1;
    }
}
