package dev.candor.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.l1.rollup.PostedFacts.Fetched;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ChainReorganisationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Bytes CHUNK = Bytes.fromHex("0x01020304");
    private static final Hash32 HASH = Keccak256.hash(CHUNK);

    @Test
    void takesBackWhatL1DropsAndGoesOnAfterARestart() throws Exception {
        try (TestL1 l1 = new TestL1()) {
            DataSource database = AuditDatabase.migrated();
            l1.anvil().mine(TestL1.FINALITY_BLOCKS);
            try (FollowedL1 followed = new FollowedL1(l1, database)) {
                // given
                l1.rollup().postData(CHUNK.toArray()).send();
                await().atMost(PATIENCE).until(() -> found(followed).equals(new Fetched.Found<>(List.of(CHUNK))));

                // when
                l1.anvil().reorg(2);

                // then
                await().atMost(PATIENCE).until(() -> found(followed) instanceof Fetched.NotThere<?>);
            }
            l1.rollup().postData(CHUNK.toArray()).send();
            try (FollowedL1 restarted = new FollowedL1(l1, database)) {
                await().atMost(PATIENCE).until(() -> found(restarted).equals(new Fetched.Found<>(List.of(CHUNK))));
                assertThat(restarted.postedFacts().heads().confirmed())
                        .isEqualTo(restarted.postedFacts().heads().newest() - 1);
            }
        }
    }

    private static Fetched<List<Bytes>> found(FollowedL1 followed) {
        return followed.postedFacts().chunks(List.of(HASH));
    }
}
