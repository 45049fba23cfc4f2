package dev.candor.witness.cosign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.Ed25519Signer;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.WitnessDecision;
import dev.candor.witness.TestLog;
import dev.candor.witness.WitnessDatabase;
import dev.candor.witness.cosign.CosignAnswer.Kind;
import dev.candor.witness.identity.WitnessIdentity;
import dev.candor.witness.logs.LogMemory;
import dev.candor.witness.logs.TrustedLogs;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is durable when, at each point where the process may die. */
class CosignerTest {
    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
    private final TestLog log = TestLog.fresh();
    private final DataSource database = WitnessDatabase.migrated();
    private final LogMemory memory = new LogMemory(JdbcClient.create(database));

    @BeforeEach
    void trust() {
        TrustedLogs.trust(database, log.vkey());
    }

    @Test
    void afterADeathBetweenCommitAndAnswerTheSameCheckpointIsCosigned() {
        assertThat(cosigner(key).answer(log.request(0, 4)).status()).isEqualTo(200);

        // given: the tree is committed, the signature never leaves
        assertThatThrownBy(() -> cosigner(new Dying()).answer(log.request(4, 9)))
                .isInstanceOf(Death.class);

        // when: the client asks again as it did before
        CosignAnswer again = cosigner(key).answer(log.request(4, 9));

        // then: it learns the size, and gets the cosignature of the same checkpoint
        assertThat(again.status()).isEqualTo(409);
        assertThat(new String(again.body(), UTF_8)).isEqualTo("9\n");
        assertThat(cosigner(key).answer(log.request(9, 9)).status()).isEqualTo(200);
        assertThat(cosigner(key).answer(log.forked().request(9, 9)).kind()).isEqualTo(Kind.FORKED);
    }

    @Test
    void nothingIsSignedBeforeItIsCommitted() {
        TreeHead[] storedWhenSigned = {TreeHead.EMPTY};
        Ed25519Signer looking = new Ed25519Signer() {
            @Override
            public byte[] publicKey() {
                return key.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                storedWhenSigned[0] = new LogMemory(JdbcClient.create(database))
                        .find(log.origin())
                        .orElseThrow()
                        .latest();
                return key.sign(message);
            }
        };

        cosigner(looking).answer(log.request(0, 6));

        assertThat(storedWhenSigned[0]).isEqualTo(log.checkpoint(6).tree());
    }

    @Test
    void aDecisionFromATreeThatMovedMeanwhileIsMadeAnew() {
        // given: between decision and commit another request moves the tree
        Deque<byte[]> between = new ArrayDeque<>();
        between.add(log.request(0, 5));
        LogMemory moving = new LogMemory(JdbcClient.create(database)) {
            @Override
            public boolean advance(TreeHead from, WitnessDecision.Cosign decision, long atMillis) {
                if (!between.isEmpty()) {
                    assertThat(cosigner(key).answer(between.remove()).status()).isEqualTo(200);
                }
                return super.advance(from, decision, atMillis);
            }
        };

        // when
        CosignAnswer answer = new Cosigner(identity(key), moving, Clock.systemUTC()).answer(log.request(0, 3));

        // then
        assertThat(answer.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("5\n");
        assertThat(latest()).isEqualTo(log.checkpoint(5).tree());
    }

    @Test
    void movesOnlyFromTheTreeThatTheDecisionRestedOn() {
        Checkpoint nine = log.checkpoint(9);
        WitnessDecision.Cosign decision = new WitnessDecision.Cosign(nine, log.signed(9));

        assertThat(memory.advance(log.checkpoint(4).tree(), decision, 1)).isFalse();
        assertThat(memory.advance(new TreeHead(0, nine.tree().root()), decision, 1))
                .isFalse();
        assertThat(latest()).isEqualTo(TreeHead.EMPTY);
        assertThat(memory.advance(TreeHead.EMPTY, decision, 1)).isTrue();
        assertThat(latest()).isEqualTo(nine.tree());
    }

    private TreeHead latest() {
        return memory.find(log.origin()).orElseThrow().latest();
    }

    private Cosigner cosigner(Ed25519Signer signer) {
        return new Cosigner(identity(signer), memory, Clock.systemUTC());
    }

    private static WitnessIdentity identity(Ed25519Signer signer) {
        return new WitnessIdentity("witness.example.org/w1", signer);
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Dying implements Ed25519Signer {
        @Override
        public byte[] publicKey() {
            return key.publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            throw new Death();
        }
    }
}
