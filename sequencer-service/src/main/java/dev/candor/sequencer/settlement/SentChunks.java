package dev.candor.sequencer.settlement;

import dev.candor.protocol.types.Hash32;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which chunks of data were sent, by the rows of transactions. Writes join the running, fenced transaction. */
@Component
class SentChunks {
    private final JdbcClient jdbc;

    SentChunks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A chunk that L1 turns out not to have, whatever was sent: it is sent again. */
    void missing(Hash32 chunkHash) {
        jdbc.sql("update l1_transaction set status = 'LOST' where chunk_hash = :hash and status <> 'PENDING'")
                .param("hash", chunkHash.toArray())
                .update();
    }

    /** Of these chunks, those that are in a block, or those on their way. */
    List<Hash32> among(Collection<Hash32> hashes, String status) {
        return jdbc.sql("select chunk_hash from l1_transaction where status = :status and chunk_hash = any(:hashes)")
                .param("status", status)
                .param("hashes", hashes.stream().map(Hash32::toArray).toArray(byte[][]::new))
                .query((row, index) -> Hash32.wrap(row.getBytes(1)))
                .list();
    }
}
