package dev.candor.sequencer.rollup;

import dev.candor.l1.history.L1Contracts;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one row of {@code rollup_identity}. */
final class StoredRollupFacts {
    private final JdbcClient jdbc;

    StoredRollupFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RollupFacts> find() {
        return jdbc.sql("select * from rollup_identity")
                .query((row, index) -> facts(row))
                .optional();
    }

    void storeFirst(RollupFacts facts) {
        RollupIdentity identity = facts.identity();
        jdbc.sql("""
                        insert into rollup_identity (rollup_id, l1_chain_id, rollup, genesis_hash, genesis_timestamp,
                            deployment_block, sequencer_id, parameter_registry, sequencer_registry, forced_inbox, forced_delay_blocks)
                        values (:id, :chain, :rollup, :genesis, :timestamp, :block, :sequencer, :parameters, :registry, :inbox, :delay)
                        on conflict do nothing""")
                .param("id", identity.id().value())
                .param("chain", identity.l1ChainId())
                .param("rollup", identity.rollupAddress().toArray())
                .param("genesis", identity.genesisHash().toArray())
                .param("timestamp", identity.genesisTimestampSeconds())
                .param("block", identity.l1DeploymentBlock())
                .param("sequencer", identity.sequencerId().toArray())
                .param("parameters", facts.contracts().parameterRegistry().toArray())
                .param("registry", facts.contracts().sequencerRegistry().toArray())
                .param("inbox", facts.contracts().forcedInbox().toArray())
                .param("delay", facts.contracts().forcedDelayBlocks())
                .update();
    }

    private static RollupFacts facts(ResultSet row) throws SQLException {
        Address rollup = Address.wrap(row.getBytes("rollup"));
        return RollupFacts.of(
                row.getLong("rollup_id"),
                row.getLong("l1_chain_id"),
                rollup,
                Hash32.wrap(row.getBytes("genesis_hash")),
                row.getLong("genesis_timestamp"),
                row.getLong("deployment_block"),
                Hash32.wrap(row.getBytes("sequencer_id")),
                new L1Contracts(
                        rollup,
                        Address.wrap(row.getBytes("parameter_registry")),
                        Address.wrap(row.getBytes("sequencer_registry")),
                        Address.wrap(row.getBytes("forced_inbox")),
                        row.getLong("forced_delay_blocks")));
    }
}
