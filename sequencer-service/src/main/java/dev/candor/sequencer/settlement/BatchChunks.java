package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the data of batches was cut. */
@Component
class BatchChunks {
    private final JdbcClient jdbc;

    BatchChunks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty before the data was cut. */
    List<Hash32> hashes(long generation, long number) {
        return jdbc.sql("""
                        select chunk_hash from batch_chunk
                        where generation = :generation and number = :number order by chunk_index""")
                .param("generation", generation)
                .param("number", number)
                .query((row, index) -> Hash32.wrap(row.getBytes(1)))
                .list();
    }

    /** Takes the place of an earlier cut, which another version of the compressor may have made. */
    void store(StoredBatch batch, BatchData data) {
        long generation = batch.cut().generation().value();
        jdbc.sql("delete from batch_chunk where generation = :generation and number = :number")
                .param("generation", generation)
                .param("number", batch.number())
                .update();
        List<Hash32> hashes = data.dataHashes();
        for (int i = 0; i < hashes.size(); i++) {
            jdbc.sql("""
                            insert into batch_chunk (generation, number, chunk_index, chunk_hash, chunk_bytes)
                            values (:generation, :number, :index, :hash, :bytes)""")
                    .param("generation", generation)
                    .param("number", batch.number())
                    .param("index", i)
                    .param("hash", hashes.get(i).toArray())
                    .param("bytes", data.chunks().get(i).size())
                    .update();
        }
    }
}
