package dev.candor.devnet.demo;

import dev.candor.localservers.JsonRpc;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the Rollup on L1 says of batches; asked of L1 itself, not of the sequencer. */
final class L1Record {

    private static final String POSTED = Keccak256.hashUtf8(
                    "BatchPosted(uint64,uint64,bytes32,bytes32,bytes32,uint64,uint64,uint64,uint64)")
            .toHex();
    private static final int HEX_PREFIX = 2;
    private static final int HEX_WORD = 64;
    private static final int EXECUTION_HASH = 0;
    private static final int POSTED_AT = 2;

    private final JsonRpc l1;
    private final Address rollup;
    private final long deploymentBlock;

    /** @param deploymentBlock nothing before it is read */
    L1Record(JsonRpc l1, Address rollup, long deploymentBlock) {
        this.l1 = l1;
        this.rollup = rollup;
        this.deploymentBlock = deploymentBlock;
    }

    /** @param atSeconds L1 time of the block */
    record Posting(long block, Hash32 executionHash, long atSeconds) {}

    /** The posting of this very batch; empty when L1 has none. */
    Optional<Posting> posting(Hash32 batchHash) {
        JsonNode logs = l1.call(
                "eth_getLogs",
                Map.of(
                        "address",
                        rollup.toHex(),
                        "fromBlock",
                        "0x" + Long.toHexString(deploymentBlock),
                        "topics",
                        List.of(List.of(POSTED), List.of(), List.of(), List.of(batchHash.toHex()))));
        if (logs.isEmpty()) {
            return Optional.empty();
        }
        JsonNode log = logs.get(logs.size() - 1);
        String data = log.path("data").asString();
        return Optional.of(new Posting(
                Long.decode(log.path("blockNumber").asString()),
                Hash32.fromHex("0x" + word(data, EXECUTION_HASH)),
                new BigInteger(word(data, POSTED_AT), 16).longValueExact()));
    }

    private static String word(String data, int index) {
        int start = HEX_PREFIX + index * HEX_WORD;
        return data.substring(start, start + HEX_WORD);
    }
}
