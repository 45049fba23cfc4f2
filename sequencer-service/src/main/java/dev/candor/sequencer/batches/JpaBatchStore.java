package dev.candor.sequencer.batches;

import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JpaBatchStore implements BatchStore {
    private static final int SKIPS_PER_FETCH = 10_000;

    private final BatchRows rows;
    private final ArrivalRows arrivals;
    private final L1View l1;
    private final JdbcClient jdbc;
    private final SequencerProperties properties;

    JpaBatchStore(BatchRows rows, ArrivalRows arrivals, L1View l1, JdbcClient jdbc, SequencerProperties properties) {
        this.rows = rows;
        this.arrivals = arrivals;
        this.l1 = l1;
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public Optional<StoredBatch> find(long number) {
        return rows.byNumber(number).map(this::stored);
    }

    @Override
    public Optional<StoredBatch> newest() {
        return newestAtLeast(BatchStatus.CUT);
    }

    @Override
    public Optional<StoredBatch> newestAtLeast(BatchStatus status) {
        return rows.newest(atLeast(status), Limit.of(1)).stream().findFirst().map(this::stored);
    }

    @Override
    public long newestNumber(BatchStatus status) {
        return jdbc.sql("select number from batch where status in (:statuses) order by number desc limit 1")
                .param("statuses", atLeast(status).stream().map(Enum::name).toList())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public List<StoredBatch> from(long number, BatchStatus atLeast, int limit) {
        int bounded = (int) Math.min(limit, MAX_PAGE);
        return rows.from(number, atLeast(atLeast), Limit.of(bounded)).stream()
                .map(this::stored)
                .toList();
    }

    @Override
    public Optional<StoredBatch> covering(Seq seq) {
        return rows.startingAtOrBefore(seq.value(), Limit.of(1)).stream()
                .findFirst()
                .map(this::stored)
                .filter(batch -> seq.value() < batch.endSeq());
    }

    @Override
    public BatchOrder order(StoredBatch batch) {
        return order(batch, arrivalsOf(batch), forcedOf(batch));
    }

    @Override
    public BatchContents contents(StoredBatch batch) {
        List<ArrivalRow> arrivalRows = arrivalsOf(batch);
        List<ForcedEntry> forced = forcedOf(batch);
        List<BatchContents.Entry> entries = order(batch, arrivalRows, forced).orderLeaves().stream()
                .map(leaf -> entry(batch, leaf, arrivalRows, forced))
                .toList();
        return new BatchContents(batch, entries);
    }

    private static BatchContents.Entry entry(
            StoredBatch batch, OrderLeaf leaf, List<ArrivalRow> arrivalRows, List<ForcedEntry> forced) {
        boolean isForced = leaf.kind() == OrderLeaf.Kind.FORCED;
        Bytes rawTx;
        long paidGas = 0;
        if (isForced) {
            ForcedEntry entry = forced.get((int) (leaf.index() - batch.forcedFrom()));
            rawTx = entry.rawTx();
            paidGas = entry.gasLimit();
        } else {
            rawTx = arrivalRows
                    .get((int) (leaf.index() - batch.cut().firstSeq().value()))
                    .rawTx();
        }
        return new BatchContents.Entry(leaf.position(), isForced, leaf.index(), leaf.txHash(), rawTx, paidGas);
    }

    private BatchOrder order(StoredBatch batch, List<ArrivalRow> arrivalRows, List<ForcedEntry> forced) {
        StoredBatch.Ordered ordered = batch.ordered()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d to be ordered, found status %s.".formatted(batch.number(), batch.status())));
        return BatchOrders.order(
                BatchOrders.arrivals(arrivalRows, batch.duplicates()),
                forced,
                batch.policy(),
                ordered.header().beaconKind(),
                ordered.header().seed(),
                properties.rollup());
    }

    private List<ArrivalRow> arrivalsOf(StoredBatch batch) {
        return arrivals.range(batch.cut().firstSeq(), batch.cut().seqCount());
    }

    private List<ForcedEntry> forcedOf(StoredBatch batch) {
        return l1.forcedEntries(batch.forcedFrom(), batch.cut().forcedThrough());
    }

    @Override
    public Optional<Skip> skipped(Hash32 txHash) {
        return jdbc.sql("""
                        select number, position, reason from skipped_transaction s
                        where tx_hash = :hash and exists
                            (select 1 from batch b where b.generation = s.generation and b.number = s.number
                                and b.status <> 'VOIDED')
                        order by generation desc, number desc limit 1""")
                .param("hash", txHash.toArray())
                .query((row, index) -> new Skip(row.getLong(1), row.getInt(2), row.getString(3)))
                .optional();
    }

    @Override
    public void forEachSkipped(Consumer<Hash32> consumer) {
        jdbc.sql("""
                        select distinct tx_hash from skipped_transaction s
                        where exists (select 1 from batch b where b.generation = s.generation and b.number = s.number
                            and b.status <> 'VOIDED')""").withFetchSize(SKIPS_PER_FETCH).query((RowCallbackHandler)
                row -> consumer.accept(Hash32.wrap(row.getBytes(1))));
    }

    private StoredBatch stored(BatchRow row) {
        return row.toStored(properties.rollup());
    }

    private static Set<BatchStatus> atLeast(BatchStatus status) {
        return EnumSet.allOf(BatchStatus.class).stream()
                .filter(other -> other != BatchStatus.VOIDED && other.ordinal() >= status.ordinal())
                .collect(Collectors.toSet());
    }
}
