package dev.candor.sequencer.query;

import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.List;
import org.springframework.stereotype.Component;

/** The data of an executed batch, encoded anew from stored rows: the bytes that settlement posts, by the same encoder. */
@Component
class BatchBytes {
    private final ArrivalRows arrivals;
    private final HeavyReads heavyReads;

    BatchBytes(ArrivalRows arrivals, HeavyReads heavyReads) {
        this.arrivals = arrivals;
        this.heavyReads = heavyReads;
    }

    BatchData of(StoredBatch batch, StoredBatch.Executed executed) {
        return heavyReads.run(() -> {
            List<DataArrival> line = arrivals
                    .range(batch.cut().firstSeq(), batch.cut().seqCount())
                    .stream()
                    .map(row -> arrival(row, batch))
                    .toList();
            BatchContent content = new BatchContent(line, executed.l2BlockHeader());
            return BatchData.encode(
                    content.encode(batch.cut().firstSeq(), batch.cut().sealedAtMillis()));
        });
    }

    private static DataArrival arrival(ArrivalRow row, StoredBatch batch) {
        if (row.isEmpty()) {
            return new DataArrival.Empty();
        }
        Long earlier = batch.duplicates().get(row.seq());
        return earlier == null
                ? new DataArrival.Transaction(row.receivedAtMillis(), row.rawTx())
                : new DataArrival.Duplicate(row.receivedAtMillis(), new Seq(earlier));
    }
}
