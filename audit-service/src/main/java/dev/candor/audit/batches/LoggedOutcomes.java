package dev.candor.audit.batches;

import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code outcomes} of BatchExecuted: for each position one byte outcome and the gas used as minimal LEB128. */
final class LoggedOutcomes {
    private static final int MAX_SHIFT = 63;
    private static final int BITS = 7;

    private final Bytes source;
    private int next;

    private LoggedOutcomes(Bytes source) {
        this.source = source;
    }

    /** Bytes of another form; the message says what was expected and found. */
    static final class MalformedOutcomesException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedOutcomesException(String message) {
            super(message, null, false, false);
        }
    }

    static List<OutcomeLeaf> read(Bytes outcomes, List<OrderLeaf> order) throws MalformedOutcomesException {
        LoggedOutcomes reader = new LoggedOutcomes(outcomes);
        List<OutcomeLeaf> leaves = new ArrayList<>(order.size());
        for (OrderLeaf leaf : order) {
            leaves.add(reader.leaf(leaf));
        }
        if (reader.next != outcomes.size()) {
            throw new MalformedOutcomesException(
                    "%d bytes beyond position %d".formatted(outcomes.size() - reader.next, order.size() - 1));
        }
        return leaves;
    }

    private OutcomeLeaf leaf(OrderLeaf place) throws MalformedOutcomesException {
        int code = octet(place.position());
        long gasUsed = gasUsed(place.position());
        try {
            return new OutcomeLeaf(place.position(), place.txHash(), Outcome.ofCode(code), gasUsed);
        } catch (IllegalArgumentException notOne) {
            throw new MalformedOutcomesException(
                    "outcome %d with %d gas at position %d".formatted(code, gasUsed, place.position()));
        }
    }

    private long gasUsed(int position) throws MalformedOutcomesException {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += BITS) {
            int octet = octet(position);
            boolean fits = shift < MAX_SHIFT || octet <= 1;
            boolean minimal = octet != 0 || shift == 0;
            if (!fits || !minimal) {
                break;
            }
            value |= (long) (octet & 0x7f) << shift;
            if (octet <= 0x7f) {
                return value;
            }
        }
        throw new MalformedOutcomesException("a gas number that is not minimal LEB128 at position " + position);
    }

    private int octet(int position) throws MalformedOutcomesException {
        if (next == source.size()) {
            throw new MalformedOutcomesException("no bytes for position " + position);
        }
        return source.get(next++);
    }
}
