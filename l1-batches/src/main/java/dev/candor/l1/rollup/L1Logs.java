package dev.candor.l1.rollup;

import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.web3j.protocol.core.methods.response.Log;

/** Places of logs, out of L1's answers and out of rows. */
final class L1Logs {
    private L1Logs() {}

    static L1Log place(Log log) {
        return new L1Log(
                Hash32.fromHex(log.getTransactionHash()),
                log.getBlockNumber().longValueExact(),
                Hash32.fromHex(log.getBlockHash()),
                log.getLogIndex().intValueExact());
    }

    static L1Log place(ResultSet row) throws SQLException {
        return new L1Log(
                Hash32.wrap(row.getBytes("l1_tx_hash")),
                row.getLong("l1_block_number"),
                Hash32.wrap(row.getBytes("l1_block_hash")),
                row.getInt("l1_log_index"));
    }

    static boolean is(Log log, String eventTopic) {
        return !log.getTopics().isEmpty() && log.getTopics().getFirst().equals(eventTopic);
    }
}
