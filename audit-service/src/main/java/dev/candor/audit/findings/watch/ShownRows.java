package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code shown_promise}. */
@Component
class ShownRows {
    /** Of one list. */
    static final int MAX_LISTED = 256;

    private static final String COLUMNS = "select id, seq, tx_hash, sender, nonce, received_at_millis, include_by,"
            + " policy_hash, signature, shown_at_millis, state, finding from shown_promise";

    private final JdbcClient jdbc;
    private final RollupId rollupId;
    private final Clock clock;

    ShownRows(JdbcClient jdbc, RollupIdentity identity, Clock clock) {
        this.jdbc = jdbc;
        this.rollupId = identity.id();
        this.clock = clock;
    }

    /** Empty when it is there already. */
    Optional<Long> add(Hash32 digest, Signed<InclusionPromise> shown) {
        InclusionPromise promise = shown.object();
        return jdbc.sql("""
                        insert into shown_promise (digest, seq, tx_hash, sender, nonce, received_at_millis, include_by,
                            policy_hash, signature, shown_at_millis, state)
                        values (:digest, :seq, :transaction, :sender, :nonce, :received, :includeBy, :policy, :signature,
                            :now, 'WATCHED')
                        on conflict (digest) do nothing returning id""")
                .param("digest", digest.toArray())
                .param("seq", promise.seq().value())
                .param("transaction", promise.txHash().toArray())
                .param("sender", promise.sender().toArray())
                .param("nonce", promise.nonce())
                .param("received", promise.receivedAtMillis())
                .param("includeBy", promise.includeBy())
                .param("policy", promise.policyHash().toArray())
                .param("signature", shown.signature().toArray())
                .param("now", clock.millis())
                .query(Long.class)
                .optional();
    }

    Optional<ShownPromise> find(Hash32 digest) {
        return jdbc.sql(COLUMNS + " where digest = :digest")
                .param("digest", digest.toArray())
                .query(this::read)
                .optional();
    }

    Optional<ShownPromise> find(long id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    /** Those of any of these seqs. */
    List<ShownPromise> at(List<Seq> seqs) {
        return seqs.isEmpty()
                ? List.of()
                : jdbc.sql(COLUMNS + " where seq = any(:seqs) order by id limit :limit")
                        .param("seqs", seqs.stream().map(Seq::value).toArray(Long[]::new))
                        .param("limit", MAX_LISTED)
                        .query(this::read)
                        .list();
    }

    /** Those of the seqs {@code first … end - 1}. */
    List<ShownPromise> between(long first, long end) {
        return jdbc.sql(COLUMNS + " where seq >= :first and seq < :end order by id limit :limit")
                .param("first", first)
                .param("end", end)
                .param("limit", MAX_LISTED)
                .query(this::read)
                .list();
    }

    void judged(ShownPromise shown, ShownPromise.State state, String finding) {
        jdbc.sql("update shown_promise set state = :state, finding = :finding where id = :id")
                .param("state", state.name())
                .param("finding", finding)
                .param("id", shown.id())
                .update();
    }

    void remove(ShownPromise shown) {
        jdbc.sql("delete from shown_promise where id = :id")
                .param("id", shown.id())
                .update();
    }

    long size() {
        return jdbc.sql("select count(*) from shown_promise").query(Long.class).single();
    }

    private ShownPromise read(ResultSet row, int index) throws SQLException {
        InclusionPromise promise = new InclusionPromise(
                rollupId,
                new Seq(row.getLong(2)),
                Hash32.wrap(row.getBytes(3)),
                Address.wrap(row.getBytes(4)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                Hash32.wrap(row.getBytes(8)));
        return new ShownPromise(
                row.getLong(1),
                new Signed<>(promise, Bytes.wrap(row.getBytes(9))),
                row.getLong(10),
                ShownPromise.State.valueOf(row.getString(11)),
                Optional.ofNullable(row.getString(12)));
    }
}
