package dev.candor.execution;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.List;

/**
 * A whole block as the Engine API carries it ({@code ExecutionPayloadV3} and the beacon root beside it); withdrawals and
 * execution requests are always empty. Its members mean what they mean in {@link L2BlockHeader}.
 */
public record Payload(
        Hash32 blockHash,
        Hash32 parentHash,
        Address feeRecipient,
        Hash32 stateRoot,
        Hash32 receiptsRoot,
        Bytes logsBloom,
        Hash32 prevRandao,
        long number,
        long gasLimit,
        long gasUsed,
        long timestamp,
        Bytes extraData,
        BigInteger baseFeePerGas,
        Hash32 parentBeaconBlockRoot,
        List<Bytes> transactions) {

    public Payload {
        transactions = List.copyOf(transactions);
    }

    /** The block of a stored header and its transactions; that they belong together the client checks on import. */
    public static Payload of(L2BlockHeader header, List<Bytes> transactions) {
        return new Payload(
                header.hash(),
                header.parentHash(),
                header.feeRecipient(),
                header.stateRoot(),
                header.receiptsRoot(),
                header.logsBloom(),
                header.prevRandao(),
                header.number(),
                header.gasLimit(),
                header.gasUsed(),
                header.timestamp(),
                header.extraData(),
                header.baseFeePerGas(),
                header.parentBeaconBlockRoot(),
                transactions);
    }
}
