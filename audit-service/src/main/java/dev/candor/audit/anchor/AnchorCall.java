package dev.candor.audit.anchor;

import dev.candor.l1.transactions.CallColumns;
import dev.candor.l1.transactions.OutboundCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that anchors a checkpoint.
 *
 * @param size of the checkpoint; 0 for a transaction that only uses up its nonce
 */
record AnchorCall(long size, String data, long gasLimit) implements OutboundCall<AnchorCall> {
    static final AnchorCall NOTHING = new AnchorCall(0, "0x", PLAIN_TRANSFER_GAS);

    @Override
    public boolean isNothing() {
        return size == 0;
    }

    @Override
    public boolean waitsItsTurn() {
        return true;
    }

    @Override
    public AnchorCall with(String otherData, long otherGasLimit) {
        return new AnchorCall(size, otherData, otherGasLimit);
    }

    @Override
    public String label() {
        return isNothing() ? "nothing" : "the anchor of size " + size;
    }

    /** How a row says what its transaction is for. */
    static final class Columns implements CallColumns<AnchorCall> {
        @Override
        public List<String> names() {
            return List.of("size");
        }

        @Override
        public Map<String, @Nullable Object> values(AnchorCall call) {
            return Map.of("size", call.size());
        }

        @Override
        public AnchorCall read(ResultSet row) throws SQLException {
            return new AnchorCall(row.getLong("size"), "0x", 0);
        }

        @Override
        public AnchorCall nothing() {
            return NOTHING;
        }
    }
}
