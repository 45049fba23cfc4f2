package dev.candor.sequencer.witness;

import com.github.luben.zstd.Zstd;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code execution_witness}. */
@Component
class KeptWitnesses {
    private static final int LEVEL = 3;

    private final JdbcClient jdbc;

    KeptWitnesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find(Hash32 blockHash) {
        return jdbc.sql("select witness, json_bytes from execution_witness where l2_block_hash = :hash")
                .param("hash", blockHash.toArray())
                .query((row, index) -> Zstd.decompress(row.getBytes("witness"), row.getInt("json_bytes")))
                .optional();
    }

    boolean has(Hash32 blockHash) {
        return jdbc.sql("select 1 from execution_witness where l2_block_hash = :hash")
                .param("hash", blockHash.toArray())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** @return 0 when one of this block is there already, else 1 */
    int keep(long number, Hash32 blockHash, byte[] json) {
        return jdbc.sql("""
                        insert into execution_witness (l2_block_hash, number, json_bytes, witness)
                        values (:hash, :number, :size, :witness) on conflict (l2_block_hash) do nothing""")
                .param("hash", blockHash.toArray())
                .param("number", number)
                .param("size", json.length)
                .param("witness", Zstd.compress(json, LEVEL))
                .update();
    }

    /** Forgets those of batches below a number. */
    int forgetBelow(long number) {
        return jdbc.sql("delete from execution_witness where number < :number")
                .param("number", number)
                .update();
    }
}
