package dev.candor.audit.witness;

import dev.candor.tlog.VerifierKey;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The size that each witness cosigned last, as far as we know; a wrong memory costs one more request. */
@Component
class WitnessSizes {
    private final JdbcClient jdbc;
    private final Clock clock;

    WitnessSizes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long of(VerifierKey witness) {
        return jdbc.sql("select cosigned_size from witness_state where verifier_key = :key")
                .param("key", witness.print())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void remember(VerifierKey witness, long size) {
        jdbc.sql("""
                        insert into witness_state (verifier_key, cosigned_size, cosigned_at_millis) values (:key, :size, :now)
                        on conflict (verifier_key) do update
                        set cosigned_size = excluded.cosigned_size, cosigned_at_millis = excluded.cosigned_at_millis""")
                .param("key", witness.print())
                .param("size", size)
                .param("now", clock.millis())
                .update();
    }
}
