package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Signs which data belongs to a batch when the data is cut, and keeps the signature: by the time of the post the key may have
 * been rotated. The statement takes no slot, so the same batch may be signed with another cut too.
 */
@Component
class DataSigning {
    private final DigestSigner orderSigner;
    private final RollupIdentity identity;
    private final JdbcClient jdbc;

    DataSigning(@Qualifier("orderSigner") DigestSigner orderSigner, RollupIdentity identity, JdbcClient jdbc) {
        this.orderSigner = orderSigner;
        this.identity = identity;
        this.jdbc = jdbc;
    }

    /**
     * Joins the running, fenced transaction, which stores the chunks too.
     *
     * @param dataHashes of the chunks, as they were cut here
     */
    void sign(StoredBatch batch, List<Hash32> dataHashes) {
        Cut cut = batch.cut();
        Hash32 dataHash = BatchData.dataHash(dataHashes);
        DataStatement statement = new DataStatement(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                batch.ordered().orElseThrow().batchHash(),
                dataHash);
        jdbc.sql("""
                        insert into batch_data_signature (generation, number, data_hash, signature)
                        values (:generation, :number, :dataHash, :signature)
                        on conflict do nothing""")
                .param("generation", cut.generation().value())
                .param("number", cut.number().value())
                .param("dataHash", dataHash.toArray())
                .param(
                        "signature",
                        orderSigner
                                .sign(statement.digest(identity.domain()))
                                .toBytes()
                                .toArray())
                .update();
    }

    /** @param dataHashes of chunks that were signed together */
    Signature65 signatureOf(StoredBatch batch, List<Hash32> dataHashes) {
        return jdbc.sql("""
                        select signature from batch_data_signature
                        where generation = :generation and number = :number and data_hash = :dataHash""")
                .param("generation", batch.cut().generation().value())
                .param("number", batch.number())
                .param("dataHash", BatchData.dataHash(dataHashes).toArray())
                .query((row, index) -> Signature65.of(row.getBytes(1)))
                .single();
    }
}
