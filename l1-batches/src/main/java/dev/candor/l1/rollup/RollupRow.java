package dev.candor.l1.rollup;

import dev.candor.l1.history.L1Contracts;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one row of {@code l1_rollup}. */
final class RollupRow {
    private final JdbcClient jdbc;

    RollupRow(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RollupOnL1> find() {
        return jdbc.sql("select * from l1_rollup")
                .query((row, index) -> rollup(row))
                .optional();
    }

    void storeFirst(RollupOnL1 rollup) {
        L1Contracts contracts = rollup.contracts();
        jdbc.sql("""
                        insert into l1_rollup (rollup_id, l1_chain_id, genesis_hash, genesis_timestamp, deployment_block,
                            sequencer_id, rollup, parameter_registry, sequencer_registry, forced_inbox, forced_delay_blocks)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(
                        rollup.rollupId(),
                        rollup.l1ChainId(),
                        rollup.genesisHash().toArray(),
                        rollup.genesisTimestampSeconds(),
                        rollup.deploymentBlock(),
                        rollup.sequencerId().toArray(),
                        contracts.rollup().toArray(),
                        contracts.parameterRegistry().toArray(),
                        contracts.sequencerRegistry().toArray(),
                        contracts.forcedInbox().toArray(),
                        contracts.forcedDelayBlocks())
                .update();
    }

    private static RollupOnL1 rollup(ResultSet row) throws SQLException {
        return new RollupOnL1(
                row.getLong("rollup_id"),
                row.getLong("l1_chain_id"),
                Hash32.wrap(row.getBytes("genesis_hash")),
                row.getLong("genesis_timestamp"),
                row.getLong("deployment_block"),
                Hash32.wrap(row.getBytes("sequencer_id")),
                new L1Contracts(
                        Address.wrap(row.getBytes("rollup")),
                        Address.wrap(row.getBytes("parameter_registry")),
                        Address.wrap(row.getBytes("sequencer_registry")),
                        Address.wrap(row.getBytes("forced_inbox")),
                        row.getLong("forced_delay_blocks")));
    }
}
