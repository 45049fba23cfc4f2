package dev.candor.audit.findings.rules;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/** Where a sequencer may go wrong on the way of one batch; by default it does not. */
public interface Wrong {
    Wrong NOTHING = new Wrong() {};

    default List<Arrival> cut(List<Arrival> arrivals) {
        return arrivals;
    }

    default List<ForcedEntry> forced(List<ForcedEntry> entries) {
        return entries;
    }

    /** The header before cut and seed are signed; its arrivalRoot, orderRoot and seed are zero. */
    default BatchHeader draft(BatchHeader header) {
        return header;
    }

    default Bytes beaconSignature(Bytes signature, Hash32 cutHash) {
        return signature;
    }

    default List<OrderLeaf> order(List<OrderLeaf> leaves) {
        return leaves;
    }

    default List<ArrivalLeaf> arrivals(List<ArrivalLeaf> leaves) {
        return leaves;
    }

    /** The header as it is signed. */
    default BatchHeader header(BatchHeader header) {
        return header;
    }

    default ExecutionStatement statement(ExecutionStatement statement) {
        return statement;
    }

    default List<SeenStatement.OutcomeAt> outcomes(List<SeenStatement.OutcomeAt> outcomes) {
        return outcomes;
    }

    default Bytes data(Bytes content) {
        return content;
    }
}
