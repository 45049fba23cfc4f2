package dev.candor.dispute.filing;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of filings. */
@Component
public class Filings {
    private final JdbcClient jdbc;

    Filings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a filing; what is kept of the same evidence stays as it is. */
    void add(Filing filing) {
        jdbc.sql("""
                        insert into filing (evidence_hash, kind, fault_id, prover, commitment, evidence, accused, generation,
                            number, filed_at_millis, retry_at_millis)
                        values (:hash, :kind, :fault, :prover, :commitment, :evidence, :accused, :generation, :number, :at, 0)
                        on conflict do nothing""")
                .param("hash", filing.evidenceHash().toArray())
                .param("kind", filing.kind())
                .param("fault", filing.faultId().toArray())
                .param("prover", filing.prover().toArray())
                .param("commitment", filing.commitment().toArray())
                .param("evidence", filing.evidence().toArray())
                .param("accused", filing.accused().toArray())
                .param("generation", filing.generation())
                .param("number", filing.number())
                .param("at", filing.filedAtMillis())
                .update();
    }

    public Optional<Filing> find(int kind, Hash32 evidenceHash) {
        return jdbc.sql("select * from filing where kind = :kind and evidence_hash = :hash")
                .param("kind", kind)
                .param("hash", evidenceHash.toArray())
                .query((row, index) -> filing(row))
                .optional();
    }

    /** The oldest first. */
    public List<Filing> of(Hash32 faultId) {
        return jdbc.sql("select * from filing where fault_id = :fault order by filed_at_millis, evidence_hash")
                .param("fault", faultId.toArray())
                .query((row, index) -> filing(row))
                .list();
    }

    /** One for each fault that is not proven and may be tried now: the oldest without an obstacle. */
    public List<Filing> due(long nowMillis, int limit) {
        return jdbc.sql("""
                        select * from (
                            select distinct on (fault_id) * from filing f
                            where not exists (select 1 from court_event where subject = f.fault_id and name = 'FaultProven')
                            order by fault_id, obstacle is not null, filed_at_millis) open
                        where retry_at_millis <= :now order by filed_at_millis limit :limit""")
                .param("now", nowMillis)
                .param("limit", limit)
                .query((row, index) -> filing(row))
                .list();
    }

    /** How many faults wait for their proof. */
    public long waiting() {
        return jdbc.sql("""
                        select count(distinct fault_id) from filing f
                        where not exists (select 1 from court_event where subject = f.fault_id and name = 'FaultProven')""").query(Long.class).single();
    }

    /** How many of them L1 would not take the last time. */
    public long obstructed() {
        return jdbc.sql("""
                        select count(distinct fault_id) from filing f where obstacle is not null
                            and not exists (select 1 from court_event where subject = f.fault_id and name = 'FaultProven')""").query(Long.class).single();
    }

    /** Notes why it cannot go on, and when it is tried again. */
    public void obstruct(Filing filing, String obstacle, long retryAtMillis) {
        jdbc.sql("""
                        update filing set obstacle = :obstacle, retry_at_millis = :retry
                        where kind = :kind and evidence_hash = :hash""")
                .param("obstacle", obstacle)
                .param("retry", retryAtMillis)
                .param("kind", filing.kind())
                .param("hash", filing.evidenceHash().toArray())
                .update();
    }

    /** It goes on. */
    public void clear(Filing filing) {
        jdbc.sql("""
                        update filing set obstacle = null, retry_at_millis = 0
                        where kind = :kind and evidence_hash = :hash and obstacle is not null""")
                .param("kind", filing.kind())
                .param("hash", filing.evidenceHash().toArray())
                .update();
    }

    private static Filing filing(ResultSet row) throws SQLException {
        return new Filing(
                row.getInt("kind"),
                Hash32.wrap(row.getBytes("evidence_hash")),
                Bytes.wrap(row.getBytes("evidence")),
                Address.wrap(row.getBytes("prover")),
                Hash32.wrap(row.getBytes("commitment")),
                Hash32.wrap(row.getBytes("fault_id")),
                Hash32.wrap(row.getBytes("accused")),
                row.getLong("generation"),
                row.getLong("number"),
                row.getLong("filed_at_millis"),
                Optional.ofNullable(row.getString("obstacle")));
    }
}
