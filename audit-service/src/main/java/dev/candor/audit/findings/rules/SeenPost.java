package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * A batch as it stands in the input of {@code postBatches}, in an L1 block that is final.
 *
 * @param chunks the data's chunks as posted, in the order of {@code dataHashes}
 * @param place L1 transaction and log, for people
 */
public record SeenPost(
        Signed<BatchHeader> header,
        Bytes beaconSignature,
        Signed<ExecutionStatement> statement,
        List<Hash32> dataHashes,
        Bytes dataSignature,
        List<Bytes> chunks,
        BatchCommitment commitment,
        String place) {
    public SeenPost {
        dataHashes = List.copyOf(dataHashes);
        chunks = List.copyOf(chunks);
    }

    public String subject() {
        return SeenBatch.subject(header.object());
    }

    Signed<DataStatement> dataStatement(Hash32 batchHash) {
        BatchHeader posted = header.object();
        return new Signed<>(
                new DataStatement(
                        posted.rollupId(), posted.generation(), posted.number(), batchHash, commitment.dataHash()),
                dataSignature);
    }
}
