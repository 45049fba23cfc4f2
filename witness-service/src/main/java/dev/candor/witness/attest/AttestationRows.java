package dev.candor.witness.attest;

import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.witness.identity.FullWitness;
import dev.candor.witness.identity.RollupIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code attestation}. */
@Component
@FullWitness
class AttestationRows {
    private final JdbcClient jdbc;
    private final RollupId rollup;

    AttestationRows(JdbcClient jdbc, RollupIdentity rollup) {
        this.jdbc = jdbc;
        this.rollup = rollup.id();
    }

    /** Holds back every other writer until the transaction ends, so that places have no gaps. */
    void lock() {
        jdbc.sql("lock table attestation in share row exclusive mode").update();
    }

    /** What holds the slot of a VALID or INVALID one; for UNAVAILABLE, the same one. */
    Optional<KeptAttestation> holding(BatchAttestation attestation) {
        if (attestation.verdict() == Verdict.UNAVAILABLE.code()) {
            return jdbc.sql("""
                            select * from attestation where generation = :generation and number = :number and verdict = 3
                            and batch_hash = :batch and execution_hash = :execution""")
                    .param("generation", attestation.generation().value())
                    .param("number", attestation.number().value())
                    .param("batch", attestation.batchHash().toArray())
                    .param("execution", attestation.executionHash().toArray())
                    .query((row, index) -> kept(row))
                    .optional();
        }
        return inSlot(attestation.generation(), attestation.number());
    }

    Optional<KeptAttestation> inSlot(Generation generation, BatchNumber number) {
        return jdbc.sql("select * from attestation where generation = :generation and number = :number and verdict < 3")
                .param("generation", generation.value())
                .param("number", number.value())
                .query((row, index) -> kept(row))
                .optional();
    }

    Optional<KeptAttestation> newestUnavailable(Generation generation, BatchNumber number) {
        return jdbc.sql("""
                        select * from attestation where generation = :generation and number = :number and verdict = 3
                        order by place desc limit 1""")
                .param("generation", generation.value())
                .param("number", number.value())
                .query((row, index) -> kept(row))
                .optional();
    }

    long nextPlace() {
        return jdbc.sql("select coalesce(max(place) + 1, 0) from attestation")
                .query(Long.class)
                .single();
    }

    void insert(long place, Decision decision, Hash32 digest, Address witness, long decidedAtMillis) {
        BatchAttestation attestation = decision.attestation();
        jdbc.sql("""
                        insert into attestation (place, generation, number, batch_hash, execution_hash, verdict, digest, witness,
                            reasons, l1_block_number, l1_block_hash, decided_at_millis)
                        values (:place, :generation, :number, :batch, :execution, :verdict, :digest, :witness, :reasons, :l1Block,
                            :l1Hash, :at)""")
                .param("place", place)
                .param("generation", attestation.generation().value())
                .param("number", attestation.number().value())
                .param("batch", attestation.batchHash().toArray())
                .param("execution", attestation.executionHash().toArray())
                .param("verdict", attestation.verdict())
                .param("digest", digest.toArray())
                .param("witness", witness.toArray())
                .param("reasons", decision.reasons().toArray(String[]::new))
                .param("l1Block", decision.l1BlockNumber())
                .param("l1Hash", decision.l1BlockHash().toArray())
                .param("at", decidedAtMillis)
                .update();
    }

    /** Committed rows of this key that have no signature yet. */
    List<KeptAttestation> unsigned(Address witness, int max) {
        return jdbc.sql(
                        "select * from attestation where signature is null and witness = :witness order by place limit :max")
                .param("witness", witness.toArray())
                .param("max", max)
                .query((row, index) -> kept(row))
                .list();
    }

    void sign(long place, Signature65 signature) {
        jdbc.sql("update attestation set signature = :signature where place = :place and signature is null")
                .param("signature", signature.toBytes().toArray())
                .param("place", place)
                .update();
    }

    /** Signed ones from a place on, up to the first that this key has still to sign. */
    List<KeptAttestation> signed(long from, int max, Address witness) {
        return jdbc.sql("""
                        select * from attestation where place >= :from and signature is not null and place <
                            coalesce((select min(place) from attestation where signature is null and witness = :witness),
                                9223372036854775807)
                        order by place limit :max""")
                .param("from", from)
                .param("witness", witness.toArray())
                .param("max", max)
                .query((row, index) -> kept(row))
                .list();
    }

    List<KeptAttestation> newest(int max) {
        return jdbc.sql("select * from attestation order by place desc limit :max")
                .param("max", max)
                .query((row, index) -> kept(row))
                .list();
    }

    List<KeptAttestation> newestInvalid(int max) {
        return jdbc.sql("select * from attestation where verdict = 2 order by place desc limit :max")
                .param("max", max)
                .query((row, index) -> kept(row))
                .list();
    }

    Map<Verdict, Long> counts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0L);
        }
        jdbc.sql("select verdict, count(*) from attestation group by verdict").query(row -> {
            counts.put(Verdict.ofCode(row.getInt(1)), row.getLong(2));
        });
        return counts;
    }

    OptionalLong newestDecidedAtMillis() {
        return jdbc.sql("select decided_at_millis from attestation where verdict < 3 order by place desc limit 1")
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private KeptAttestation kept(ResultSet row) throws SQLException {
        byte[] signature = row.getBytes("signature");
        return new KeptAttestation(
                row.getLong("place"),
                new BatchAttestation(
                        rollup,
                        new Generation(row.getLong("generation")),
                        new BatchNumber(row.getLong("number")),
                        Hash32.wrap(row.getBytes("batch_hash")),
                        Hash32.wrap(row.getBytes("execution_hash")),
                        row.getInt("verdict")),
                Hash32.wrap(row.getBytes("digest")),
                Address.wrap(row.getBytes("witness")),
                List.of((String[]) row.getArray("reasons").getArray()),
                row.getLong("l1_block_number"),
                Hash32.wrap(row.getBytes("l1_block_hash")),
                row.getLong("decided_at_millis"),
                signature == null ? Optional.empty() : Optional.of(Signature65.of(signature)));
    }
}
