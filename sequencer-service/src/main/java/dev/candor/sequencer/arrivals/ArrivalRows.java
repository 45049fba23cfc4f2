package dev.candor.sequencer.arrivals;

import dev.candor.leadership.Term;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the orderer reads of the line: rows that are committed and agree with the topic. */
public interface ArrivalRows {

    /**
     * The committed rows {@code from}, {@code from + 1}, … without a gap, at most {@code maxCount}. A number that is in the topic
     * but whose intake died before its row was committed is filled in first, under {@code term}'s fence.
     *
     * @throws dev.candor.leadership.DeposedException the term has ended
     */
    List<ArrivalRow> committed(Term term, Seq from, int maxCount);

    /** The rows of a range that a cut covers; all of them exist. */
    List<ArrivalRow> range(Seq from, long count);

    /** For each hash that has a row below {@code before}, its lowest number. */
    Map<Hash32, Long> earliest(Collection<Hash32> txHashes, Seq before);
}
