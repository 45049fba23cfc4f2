package dev.candor.l1.rollup;

import dev.candor.contracts.ForcedInbox;
import dev.candor.contracts.SequencerRegistry;
import dev.candor.l1.L1Range;
import dev.candor.l1.history.ContractViews;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;

/**
 * What this service keeps of final blocks beside the shared history: beacon keys, the places of forced entries, times of blocks.
 * Every write may be repeated.
 */
final class FinalRows {
    private static final String SEATED = EventEncoder.encode(SequencerRegistry.SEQUENCERSEATED_EVENT);
    private static final String ROTATED = EventEncoder.encode(SequencerRegistry.BEACONKEYROTATED_EVENT);
    private static final String QUEUED = EventEncoder.encode(ForcedInbox.FORCEDQUEUED_EVENT);

    private final JdbcClient jdbc;

    FinalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void apply(L1Range range, ContractViews views) {
        for (Log log : range.logs()) {
            if (L1Logs.is(log, SEATED)) {
                long from = SequencerRegistry.getSequencerSeatedEventFromLog(log)
                        .effectiveFrom
                        .longValueExact();
                addBeaconKey(from, views.beaconKeyAt(from), log);
            } else if (L1Logs.is(log, ROTATED)) {
                SequencerRegistry.BeaconKeyRotatedEventResponse rotated =
                        SequencerRegistry.getBeaconKeyRotatedEventFromLog(log);
                addBeaconKey(rotated.effectiveFrom.longValueExact(), Bytes.wrap(rotated.beaconKey), log);
            } else if (L1Logs.is(log, QUEUED)) {
                addPlace(ForcedInbox.getForcedQueuedEventFromLog(log), L1Logs.place(log));
            }
        }
    }

    NavigableMap<Long, Bytes> beaconKeys() {
        NavigableMap<Long, Bytes> keys = new TreeMap<>();
        jdbc.sql("select from_height, beacon_key from l1_beacon_key").query(row -> {
            keys.put(row.getLong(1), Bytes.wrap(row.getBytes(2)));
        });
        return keys;
    }

    OptionalLong timeOf(long number) {
        return jdbc
                .sql("select timestamp_seconds from l1_time where number = :number")
                .param("number", number)
                .query((row, index) -> row.getLong(1))
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    void addTime(long number, long timestampSeconds) {
        jdbc.sql("insert into l1_time (number, timestamp_seconds) values (:number, :timestamp) on conflict do nothing")
                .param("number", number)
                .param("timestamp", timestampSeconds)
                .update();
    }

    List<QueuedForced> forced(long from, long to) {
        return forced(jdbc.sql("""
                        select * from forced_entry join forced_place using (forced_index)
                        where forced_index >= :from and forced_index < :to order by forced_index limit :max""").param("from", from).param("to", to));
    }

    List<QueuedForced> forcedOf(Hash32 txHash) {
        return forced(jdbc.sql("""
                        select * from forced_entry join forced_place using (forced_index)
                        where tx_hash = :hash order by forced_index limit :max""").param("hash", txHash.toArray()));
    }

    private static List<QueuedForced> forced(JdbcClient.StatementSpec query) {
        return query.param("max", FinalFacts.MAX_FORCED)
                .query((row, index) -> new QueuedForced(
                        row.getLong("forced_index"),
                        row.getLong("gas_limit"),
                        Bytes.wrap(row.getBytes("raw_tx")),
                        L1Logs.place(row)))
                .list();
    }

    private void addBeaconKey(long height, Bytes key, Log log) {
        jdbc.sql("""
                        insert into l1_beacon_key (from_height, beacon_key, log_block, log_index)
                        values (:height, :key, :block, :index)
                        on conflict (from_height) do update
                        set beacon_key = excluded.beacon_key, log_block = excluded.log_block, log_index = excluded.log_index
                        where (l1_beacon_key.log_block, l1_beacon_key.log_index) < (excluded.log_block, excluded.log_index)""")
                .param("height", height)
                .param("key", key.toArray())
                .param("block", log.getBlockNumber().longValueExact())
                .param("index", log.getLogIndex().intValueExact())
                .update();
    }

    private void addPlace(ForcedInbox.ForcedQueuedEventResponse queued, L1Log place) {
        jdbc.sql("""
                        insert into forced_place (forced_index, tx_hash, l1_tx_hash, l1_block_number, l1_block_hash, l1_log_index)
                        values (:index, :hash, :transaction, :block, :blockHash, :logIndex) on conflict do nothing""")
                .param("index", queued.index.longValueExact())
                .param("hash", Keccak256.hash(Bytes.wrap(queued.rawTx)).toArray())
                .param("transaction", place.transactionHash().toArray())
                .param("block", place.blockNumber())
                .param("blockHash", place.blockHash().toArray())
                .param("logIndex", place.logIndex())
                .update();
    }
}
