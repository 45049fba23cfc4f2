package dev.candor.l1.batches;

import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The arrivals that the ancestors of a batch cover, which its data names when it repeats one of them. Answers are of the lineage that
 * is in force.
 */
public interface EarlierArrivals {

    /** Empty for a seq that is not known, or not yet. */
    Optional<Arrival> at(Seq seq);

    /** The lowest seq below {@code before} of each of these transactions; none for one that did not come. */
    Map<Hash32, Seq> earliest(Collection<Hash32> txHashes, Seq before);
}
