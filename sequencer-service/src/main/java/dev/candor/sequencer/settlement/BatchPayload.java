package dev.candor.sequencer.settlement;

import dev.candor.l1.transactions.L1DisagreesException;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.data.DataArrival;
import dev.candor.protocol.data.InvalidBatchDataException;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/** Makes the data of a batch from its stored rows, and takes it apart again before it may go to L1. Pure. */
final class BatchPayload {
    private BatchPayload() {}

    /** @throws L1DisagreesException what would be posted does not rebuild the signed header */
    static BatchData of(StoredBatch batch, List<ArrivalRow> rows) {
        Bytes l2BlockHeader = batch.executed().orElseThrow().l2BlockHeader();
        List<DataArrival> arrivals =
                rows.stream().map(row -> arrival(row, batch)).toList();
        Bytes content = new BatchContent(arrivals, l2BlockHeader)
                .encode(batch.cut().firstSeq(), batch.cut().sealedAtMillis());
        BatchData data = BatchData.encode(content);
        verify(batch, rows, data);
        return data;
    }

    private static DataArrival arrival(ArrivalRow row, StoredBatch batch) {
        if (row.isEmpty()) {
            return new DataArrival.Empty();
        }
        Long earlier = batch.duplicates().get(row.seq());
        return earlier == null
                ? new DataArrival.Transaction(row.receivedAtMillis(), row.rawTx())
                : new DataArrival.Duplicate(row.receivedAtMillis(), new Seq(earlier));
    }

    /** Everything is computed from the bytes that will be posted; only senders and nonces are the rows'. */
    private static void verify(StoredBatch batch, List<ArrivalRow> rows, BatchData data) {
        BatchContent read;
        try {
            Bytes content = data.decode(BatchData.maxContentBytes(
                    batch.policy().maxBytes(), batch.cut().seqCount()));
            read = BatchContent.decode(
                    content,
                    batch.cut().firstSeq(),
                    batch.cut().seqCount(),
                    batch.cut().sealedAtMillis());
        } catch (InvalidBatchDataException e) {
            throw differs(batch, "readable data", e);
        }
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            leaves.add(leaf(rows.get(i), read.arrivals().get(i)).encode());
        }
        Hash32 cutRoot = MerkleTree.root(HashFunction.KECCAK_256, leaves);
        if (!cutRoot.equals(batch.cut().cutRoot())) {
            throw differs(batch, "cut root " + batch.cut().cutRoot(), cutRoot);
        }
        Hash32 blockHash = Keccak256.hash(read.l2BlockHeader());
        Hash32 stated = batch.executed().orElseThrow().statement().l2BlockHash();
        if (!blockHash.equals(stated)) {
            throw differs(batch, "L2 block " + stated, blockHash);
        }
    }

    private static CutLeaf leaf(ArrivalRow row, DataArrival read) {
        Seq seq = new Seq(row.seq());
        return switch (read) {
            case DataArrival.Transaction(long receivedAtMillis, Bytes rawTx) ->
                new CutLeaf(
                        seq, Keccak256.hash(rawTx), row.sender(), row.nonce(), receivedAtMillis, CutLeaf.NO_DUPLICATE);
            case DataArrival.Duplicate(long receivedAtMillis, Seq duplicateOf) ->
                new CutLeaf(seq, row.txHash(), row.sender(), row.nonce(), receivedAtMillis, duplicateOf.value());
            case DataArrival.Empty empty -> new CutLeaf(seq, Hash32.ZERO, Address.ZERO, 0, 0, CutLeaf.NO_DUPLICATE);
        };
    }

    private static L1DisagreesException differs(StoredBatch batch, String expected, Object found) {
        return new L1DisagreesException(
                "Expected the data of batch %d to rebuild its %s, found %s: nothing was posted. The rows of its arrivals have changed since the cut was signed; compare the database with its backup."
                        .formatted(batch.number(), expected, found));
    }
}
