package dev.candor.sequencer.arrivals;

import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Seq;
import java.util.Optional;

/**
 * An arrival as every replica sees it in the topic, within milliseconds of its append.
 *
 * @param arrival empty for an EMPTY arrival
 * @param transaction what the record's bytes decode to; empty for an EMPTY arrival
 */
public record SeenArrival(Seq seq, Optional<ArrivalRecord> arrival, Optional<EthTransaction> transaction) {}
