package dev.candor.dispute.driver;

import dev.candor.l1.transactions.CallColumns;
import dev.candor.l1.transactions.OutboundCall;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction for a case.
 *
 * @param subject evidence hash, fault id or dispute id
 * @param contract that is called
 */
record CourtCall(Purpose purpose, Hash32 subject, Address contract, String data, long gasLimit)
        implements OutboundCall<CourtCall> {
    static final CourtCall NOTHING =
            new CourtCall(Purpose.NOTHING, Hash32.ZERO, Address.ZERO, "0x", PLAIN_TRANSFER_GAS);

    enum Purpose {
        COMMIT,
        PROVE,
        EXECUTE_SLASH,
        CLOSE,
        NOTHING
    }

    boolean isFor(Purpose otherPurpose, Hash32 otherSubject) {
        return purpose == otherPurpose && subject.equals(otherSubject);
    }

    @Override
    public Optional<Address> target() {
        return Optional.of(contract);
    }

    @Override
    public boolean isNothing() {
        return purpose == Purpose.NOTHING;
    }

    /** A proof rests on its commitment. */
    @Override
    public boolean waitsItsTurn() {
        return true;
    }

    @Override
    public CourtCall with(String otherData, long otherGasLimit) {
        return new CourtCall(purpose, subject, contract, otherData, otherGasLimit);
    }

    @Override
    public String label() {
        return isNothing() ? "nothing" : purpose + " for " + subject;
    }

    /** How a row says what its transaction is for. */
    static final class Columns implements CallColumns<CourtCall> {
        @Override
        public List<String> names() {
            return List.of("purpose", "subject", "target");
        }

        @Override
        public Map<String, @Nullable Object> values(CourtCall call) {
            return Map.of(
                    "purpose", call.purpose().name(),
                    "subject", call.subject().toArray(),
                    "target", call.contract().toArray());
        }

        @Override
        public CourtCall read(ResultSet row) throws SQLException {
            return new CourtCall(
                    Purpose.valueOf(row.getString("purpose")),
                    Hash32.wrap(row.getBytes("subject")),
                    Address.wrap(row.getBytes("target")),
                    "0x",
                    0);
        }

        @Override
        public CourtCall nothing() {
            return NOTHING;
        }
    }
}
