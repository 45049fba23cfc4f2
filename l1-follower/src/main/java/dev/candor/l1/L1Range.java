package dev.candor.l1;

import java.util.List;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Consecutive blocks of one lineage and their logs.
 *
 * @param fromBlock the first block, one after the position the range was read from
 * @param to the last block: the new position
 * @param logs of the followed contracts, in the order of the chain
 */
public record L1Range(long fromBlock, L1Header to, List<Log> logs) {
    public L1Range {
        logs = List.copyOf(logs);
    }
}
