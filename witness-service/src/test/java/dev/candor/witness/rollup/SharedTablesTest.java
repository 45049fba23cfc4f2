package dev.candor.witness.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The tables of what L1 says are those of the shared module. */
class SharedTablesTest {
    private static final String MIGRATION = "/db/migration/V2__what_this_witness_attests.sql";
    private static final String SHARED = "/dev/candor/l1/rollup/l1_rollup.sql";

    @Test
    void repeatsTheSharedTables() throws IOException {
        String shared = text(SHARED);

        assertThat(text(MIGRATION)).contains(shared.substring(shared.indexOf("-- Which rollup this is")));
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = requireNonNull(SharedTablesTest.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
