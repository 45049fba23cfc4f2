package dev.candor.witness.judge;

import dev.candor.l1.batches.EarlierArrivals;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.witness.identity.FullWitness;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Arrivals of the batches that are not void, as they were made anew from L1. */
@Component
@FullWitness
class JudgedArrivals implements EarlierArrivals {
    private final JdbcClient jdbc;

    JudgedArrivals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement, however many they are. */
    void add(BatchNumber number, List<Arrival> arrivals) {
        jdbc.sql("""
                        insert into judged_arrival (seq, number, tx_hash, sender, nonce)
                        select seq, :number, tx_hash, sender, nonce
                        from unnest(:seqs::bigint[], :hashes::bytea[], :senders::bytea[], :nonces::bigint[])
                            as arrival (seq, tx_hash, sender, nonce)""")
                .param("number", number.value())
                .param("seqs", arrivals.stream().map(it -> it.seq().value()).toArray(Long[]::new))
                .param(
                        "hashes",
                        arrivals.stream()
                                .map(it -> it.empty() ? null : it.txHash().toArray())
                                .toArray(byte[][]::new))
                .param(
                        "senders",
                        arrivals.stream()
                                .map(it -> it.empty() ? null : it.sender().toArray())
                                .toArray(byte[][]::new))
                .param("nonces", arrivals.stream().map(Arrival::nonce).toArray(Long[]::new))
                .update();
    }

    @Override
    public Optional<Arrival> at(Seq seq) {
        return jdbc.sql("select tx_hash, sender, nonce from judged_arrival where seq = :seq")
                .param("seq", seq.value())
                .query((row, index) -> {
                    byte[] hash = row.getBytes(1);
                    return hash == null
                            ? Arrival.empty(seq)
                            : Arrival.of(seq, Hash32.wrap(hash), Address.wrap(row.getBytes(2)), row.getLong(3), 0);
                })
                .optional();
    }

    @Override
    public Map<Hash32, Seq> earliest(Collection<Hash32> txHashes, Seq before) {
        Map<Hash32, Seq> earliest = new HashMap<>();
        jdbc.sql("""
                        select tx_hash, min(seq) from judged_arrival where tx_hash = any(:hashes) and seq < :before
                        group by tx_hash""")
                .param("hashes", txHashes.stream().map(Hash32::toArray).toArray(byte[][]::new))
                .param("before", before.value())
                .query(row -> {
                    earliest.put(Hash32.wrap(row.getBytes(1)), new Seq(row.getLong(2)));
                });
        return earliest;
    }
}
