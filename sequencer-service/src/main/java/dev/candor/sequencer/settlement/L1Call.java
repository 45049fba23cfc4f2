package dev.candor.sequencer.settlement;

import dev.candor.l1.transactions.CallColumns;
import dev.candor.l1.transactions.OutboundCall;
import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction of the settlement account is to do.
 *
 * @param first batches it is for, {@code first} to {@code last}; of PIN the L1 origin's number
 * @param chunkHash of DATA
 * @param data the input, 0x-hex
 */
record L1Call(
        Purpose purpose, long generation, long first, long last, Optional<Hash32> chunkHash, String data, long gasLimit)
        implements OutboundCall<L1Call> {

    enum Purpose {
        DATA,
        POST,
        FINALIZE,
        PIN,
        /** Only uses up its nonce: what was to be done there is done or impossible. */
        NOTHING
    }

    static L1Call nothing() {
        return new L1Call(Purpose.NOTHING, 0, 0, 0, Optional.empty(), "0x", PLAIN_TRANSFER_GAS);
    }

    L1Call withGasLimit(long gas) {
        return with(data, gas);
    }

    @Override
    public L1Call with(String otherData, long otherGasLimit) {
        return new L1Call(purpose, generation, first, last, chunkHash, otherData, otherGasLimit);
    }

    @Override
    public boolean isNothing() {
        return purpose == Purpose.NOTHING;
    }

    /** A later post rests on the block time of the one before it. */
    @Override
    public boolean waitsItsTurn() {
        return purpose == Purpose.POST;
    }

    @Override
    public String label() {
        return "%s of batches %d-%d".formatted(purpose, first, last);
    }

    /** How a row says what its transaction is for. */
    static final class Columns implements CallColumns<L1Call> {
        @Override
        public List<String> names() {
            return List.of("purpose", "generation", "first_number", "last_number", "chunk_hash");
        }

        @Override
        public Map<String, @Nullable Object> values(L1Call call) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("purpose", call.purpose().name());
            values.put("generation", call.generation());
            values.put("first_number", call.first());
            values.put("last_number", call.last());
            values.put("chunk_hash", call.chunkHash().map(Hash32::toArray).orElse(null));
            return values;
        }

        @Override
        public L1Call read(ResultSet row) throws SQLException {
            return new L1Call(
                    Purpose.valueOf(row.getString("purpose")),
                    row.getLong("generation"),
                    row.getLong("first_number"),
                    row.getLong("last_number"),
                    Optional.ofNullable(row.getBytes("chunk_hash")).map(Hash32::wrap),
                    "0x",
                    0);
        }

        @Override
        public L1Call nothing() {
            return L1Call.nothing();
        }
    }
}
