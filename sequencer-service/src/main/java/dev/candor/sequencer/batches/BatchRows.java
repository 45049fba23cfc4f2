package dev.candor.sequencer.batches;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface BatchRows extends JpaRepository<BatchRow, BatchRowId> {

    @Query("select b from BatchRow b where b.id.number = :number and b.status <> VOIDED order by b.id.generation desc")
    List<BatchRow> byNumber(long number, Limit limit);

    @Query("select b from BatchRow b where b.status in :statuses order by b.id.number desc")
    List<BatchRow> newest(Collection<BatchStatus> statuses, Limit limit);

    @Query("select b from BatchRow b where b.id.number >= :number and b.status in :statuses order by b.id.number")
    List<BatchRow> from(long number, Collection<BatchStatus> statuses, Limit limit);

    @Query("select b from BatchRow b where (b.id.generation > :generation"
            + " or b.id.generation = :generation and b.id.number >= :number) and b.status in :statuses"
            + " order by b.id.generation, b.id.number")
    List<BatchRow> fromPosition(long generation, long number, Collection<BatchStatus> statuses, Limit limit);

    /** The last batch with arrivals that starts at or before a number; whether it reaches that far is for the caller to see. */
    @Query("select b from BatchRow b where b.cut.firstSeq <= :seq and b.cut.seqCount > 0 and b.status <> VOIDED"
            + " order by b.cut.firstSeq desc")
    List<BatchRow> startingAtOrBefore(long seq, Limit limit);

    /** The first batches that took all forced entries up to and with an index; of these the first took the entry itself. */
    @Query("select b from BatchRow b where b.cut.forcedThrough > :index and b.status <> VOIDED"
            + " order by b.cut.forcedThrough, b.id.number")
    List<BatchRow> withForcedThroughAbove(long index, Limit limit);

    default Optional<BatchRow> byNumber(long number) {
        return byNumber(number, Limit.of(1)).stream().findFirst();
    }
}
