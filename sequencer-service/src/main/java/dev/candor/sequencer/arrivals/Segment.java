package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Seq;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * One topic of the line: {@code seq = baseSeq + offset}.
 *
 * @param endSeq first seq that is no longer in it; empty while it is in use
 * @param suspectSeq lowest seq at which an intake found another row than its own; empty while nobody has
 */
record Segment(String topic, long baseSeq, OptionalLong endSeq, OptionalLong suspectSeq) {
    static final int PARTITION = 0;

    boolean isInUse() {
        return endSeq.isEmpty();
    }

    /** Whether promises may be given through it. */
    boolean takesArrivals() {
        return isInUse() && suspectSeq.isEmpty();
    }

    boolean covers(long seq) {
        return seq >= baseSeq && (endSeq.isEmpty() || seq < endSeq.getAsLong());
    }

    long endOrMax() {
        return endSeq.orElse(Long.MAX_VALUE);
    }

    Seq seqAt(long offset) {
        return new Seq(baseSeq + offset);
    }

    long offsetOf(long seq) {
        return seq - baseSeq;
    }

    TopicPartition partition() {
        return new TopicPartition(topic, PARTITION);
    }
}
