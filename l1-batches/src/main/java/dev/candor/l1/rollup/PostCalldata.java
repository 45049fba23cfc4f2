package dev.candor.l1.rollup;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/** One batch as it stands in the input of the transaction that posted it. */
public record PostCalldata(
        BatchHeader header,
        Bytes headerSignature,
        Bytes beaconSignature,
        ExecutionStatement statement,
        Bytes statementSignature,
        List<Hash32> dataHashes,
        Bytes dataSignature) {
    public PostCalldata {
        dataHashes = List.copyOf(dataHashes);
    }
}
