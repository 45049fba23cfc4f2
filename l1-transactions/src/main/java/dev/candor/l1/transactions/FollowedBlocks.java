package dev.candor.l1.transactions;

import dev.candor.l1.FollowerStore;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1Range;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.core.methods.response.Log;

/**
 * The position of one who follows a contract's logs while it leads: blocks in a table with the columns {@code number bigint},
 * {@code hash bytea}, {@code timestamp_seconds bigint}. Position and effects are one fenced transaction.
 */
public final class FollowedBlocks {
    private final JdbcClient jdbc;
    private final Leadership leadership;
    private final String table;
    private final Map<String, String> key;

    private FollowedBlocks(JdbcClient jdbc, Leadership leadership, String table, Map<String, String> key) {
        this.jdbc = jdbc;
        this.leadership = leadership;
        this.table = table;
        this.key = key;
    }

    /** @param table that nobody else keeps positions in; a name in this program's own words, never somebody's input */
    public static FollowedBlocks inTable(JdbcClient jdbc, Leadership leadership, String table) {
        return new FollowedBlocks(jdbc, leadership, table, Map.of());
    }

    /** @param follower the value of the table's column {@code follower}, by which several share it */
    public static FollowedBlocks ofFollower(JdbcClient jdbc, Leadership leadership, String table, String follower) {
        return new FollowedBlocks(jdbc, leadership, table, Map.of("follower", follower));
    }

    /** What blocks do here. */
    public interface Effects {
        /** In the transaction that moves the position. */
        void apply(Log entry);

        /** Undoes what came of blocks above this number, in the transaction that moves the position back. */
        void undoAbove(long blockNumber);
    }

    /** For a follower that leads in this term. */
    public FollowerStore in(Term term, Effects effects) {
        return new FollowerStore() {
            @Override
            public Optional<L1Header> position() {
                return positionBelow(Long.MAX_VALUE);
            }

            @Override
            public Optional<L1Header> positionBelow(long number) {
                return newestBelow(number);
            }

            @Override
            public void apply(L1Range range, long finalizedNumber) {
                leadership.fenced(term, () -> {
                    range.logs().forEach(effects::apply);
                    remember(range.to(), finalizedNumber);
                    return true;
                });
            }

            @Override
            public void rewind(Optional<L1Header> ancestor) {
                leadership.fenced(term, () -> {
                    long number = ancestor.map(L1Header::number).orElse(-1L);
                    effects.undoAbove(number);
                    forgetAbove(number);
                    return true;
                });
            }
        };
    }

    private Optional<L1Header> newestBelow(long number) {
        return statement("""
                        select number, hash, timestamp_seconds from %s
                        where %s number < :number order by number desc limit 1""")
                .param("number", number)
                .query((row, index) -> new L1Header(row.getLong(1), Hash32.wrap(row.getBytes(2)), row.getLong(3)))
                .optional();
    }

    /** Of the final blocks only the newest is needed: L1 does not drop any before it. */
    private void remember(L1Header block, long finalizedNumber) {
        String columns = key.isEmpty() ? "" : "follower, ";
        String values = key.isEmpty() ? "" : ":follower, ";
        jdbc.sql("insert into %s (%s number, hash, timestamp_seconds) values (%s :number, :hash, :timestamp)"
                        .formatted(table, columns, values))
                .params(key)
                .param("number", block.number())
                .param("hash", block.hash().toArray())
                .param("timestamp", block.timestampSeconds())
                .update();
        statement("""
                        delete from %1$s where %2$s number <
                            (select max(number) from %1$s where %2$s number <= :final)""").param("final", finalizedNumber).update();
    }

    private void forgetAbove(long number) {
        statement("delete from %s where %s number > :number")
                .param("number", number)
                .update();
    }

    /** @param sql with the table's name and then the condition on the follower, which ends with "and" */
    private JdbcClient.StatementSpec statement(String sql) {
        String mine = key.isEmpty() ? "" : "follower = :follower and";
        return jdbc.sql(sql.formatted(table, mine)).params(key);
    }
}
