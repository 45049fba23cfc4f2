package dev.candor.audit.findings.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Honest behaviour is never found to be wrong. */
class QuietRunTest {
    private static final long SEED = 20_261_122;

    private static void line(HonestRollup rollup, Random random, int count) {
        for (int i = 0; i < count; i++) {
            int chance = random.nextInt(20);
            if (chance == 0) {
                rollup.arriveEmpty();
            } else if (chance == 1 && rollup.lineSize() > 0) {
                Seq earlier = new Seq(random.nextInt(rollup.lineSize()));
                rollup.record(earlier).ifPresent(record -> rollup.arriveAgain(earlier));
            } else {
                rollup.arrive(random.nextInt(12));
            }
        }
    }

    private static HonestRollup rollup(OrderingPolicy ordering, BeaconKind kind) {
        Random random = new Random(SEED);
        HonestRollup rollup = new HonestRollup(ordering, kind);
        for (int batch = 0; batch < 8; batch++) {
            line(rollup, random, batch == 3 ? 0 : 10 + random.nextInt(40));
            if (batch % 3 == 1) {
                rollup.force(rollup.transfer(500 + batch, 0).raw());
                rollup.force(Bytes.fromHex("0xdeadbeef"));
            }
            rollup.seal();
        }
        rollup.rollback(new BatchNumber(5));
        line(rollup, random, 5);
        rollup.seal();
        line(rollup, random, 30);
        rollup.seal();
        return rollup;
    }

    @ParameterizedTest
    @EnumSource(OrderingPolicy.class)
    void findsNothingInAnHonestStream(OrderingPolicy ordering) {
        HonestRollup rollup = rollup(ordering, BeaconKind.OWN);

        assertThat(new RollupAudit(rollup).findings()).extracting(Finding::id).isEmpty();
    }

    @Test
    void findsNothingWithAQuorumsBeacon() {
        HonestRollup rollup = new HonestRollup(OrderingPolicy.SHUFFLE, BeaconKind.QUORUM);
        line(rollup, new Random(SEED), 40);
        rollup.seal();

        assertThat(new RollupAudit(rollup).findings()).extracting(Finding::id).isEmpty();
    }

    @Test
    void findsNoPromiseLateOrDueThatAPostCoversInTime() {
        HonestRollup rollup = rollup(OrderingPolicy.SHUFFLE, BeaconKind.OWN);
        rollup.pass(3_600);
        RollupAudit audit = new RollupAudit(rollup);

        assertThat(rollup.promises).flatExtracting(audit::lateness).hasOnlyElementsOfType(Decision.Clear.class);
    }
}
