package dev.candor.sequencer.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutPlannerTest {
    private static final long NOW = 1_000_000;
    private static final long TRANSFER_GAS = 21_000;
    private static final Parent PARENT = new Parent(7, Hash32.ZERO, 40, NOW - 1000, 3, 0, 90);

    @Test
    void cutsNothingWithoutArrivalsOrForcedEntries() {
        assertThat(plan(policy(10 * TRANSFER_GAS, 100, 100_000, 4), List.of(), List.of(), false))
                .isEmpty();
    }

    @Test
    void cutsAnEmptyBatchWhenOneIsDue() {
        Optional<CutPlanner.Plan> plan = plan(policy(10 * TRANSFER_GAS, 100, 100_000, 4), List.of(), List.of(), true);

        assertThat(plan).hasValueSatisfying(found -> {
            assertThat(found.rows()).isEmpty();
            assertThat(found.forcedThrough()).isEqualTo(3);
        });
    }

    @Test
    void stopsAtEachCap() {
        assertThat(taken(policy(3 * TRANSFER_GAS, 100, 100_000, 4), 5)).isEqualTo(3);
        assertThat(taken(policy(100 * TRANSFER_GAS, 2, 100_000, 4), 5)).isEqualTo(2);
        int bytesOfOne = transfer(40).rawTx().size();
        assertThat(taken(policy(100 * TRANSFER_GAS, 100, 4 * bytesOfOne, 4), 5)).isEqualTo(4);
    }

    @Test
    void takesTheFirstArrivalWhateverTheCaps() {
        assertThat(taken(policy(1, 1, 1, 4), 5)).isEqualTo(1);
    }

    @Test
    void countsTheGasOfForcedEntriesAgainstTheCap() {
        Policy policy = policy(4 * TRANSFER_GAS, 100, 100_000, 4);
        List<ForcedEntry> forced = List.of(forced(3, 2 * TRANSFER_GAS));

        Optional<CutPlanner.Plan> plan = plan(policy, transfers(5), forced, false);

        assertThat(plan).hasValueSatisfying(found -> {
            assertThat(found.rows()).hasSize(2);
            assertThat(found.forcedThrough()).isEqualTo(4);
        });
    }

    @Test
    void takesNoMoreForcedEntriesThanTheCap() {
        List<ForcedEntry> forced = List.of(forced(3, 1), forced(4, 1), forced(5, 1));

        Optional<CutPlanner.Plan> plan = plan(policy(10 * TRANSFER_GAS, 100, 100_000, 2), List.of(), forced, false);

        assertThat(plan).hasValueSatisfying(found -> {
            assertThat(found.forced()).extracting(ForcedEntry::index).containsExactly(3L, 4L);
            assertThat(found.forcedThrough()).isEqualTo(5);
        });
    }

    @Test
    void takesEmptyArrivalsAlong() {
        ArrivalRow empty = new ArrivalRow(40, Hash32.ZERO, Address.ZERO, 0, 0, Bytes.EMPTY);

        assertThat(plan(policy(TRANSFER_GAS, 100, 100_000, 4), List.of(empty, transfer(41)), List.of(), false))
                .hasValueSatisfying(found -> assertThat(found.rows()).hasSize(2));
    }

    @Test
    void sealsLaterThanItsParentEvenIfTheClockWentBack() {
        CutPlanner.Situation situation = new CutPlanner.Situation(
                PARENT,
                policy(TRANSFER_GAS, 1, 1000, 4),
                new L1Block(100, Hash32.ZERO, 0),
                List.of(),
                List.of(),
                PARENT.sealedAtMillis() - 5000,
                true);

        assertThat(CutPlanner.plan(situation))
                .hasValueSatisfying(found -> assertThat(found.sealedAtMillis()).isEqualTo(PARENT.sealedAtMillis() + 1));
    }

    private static int taken(Policy policy, int available) {
        return plan(policy, transfers(available), List.of(), false)
                .map(plan -> plan.rows().size())
                .orElse(0);
    }

    private static Optional<CutPlanner.Plan> plan(
            Policy policy, List<ArrivalRow> rows, List<ForcedEntry> forced, boolean emptyDue) {
        return CutPlanner.plan(new CutPlanner.Situation(
                PARENT, policy, new L1Block(100, Hash32.ZERO, 0), rows, forced, NOW, emptyDue));
    }

    static Policy policy(long maxGas, int maxCount, int maxBytes, int forcedCap) {
        return new Policy(
                1,
                OrderingPolicy.SHUFFLE,
                Policy.bits(BeaconKind.OWN),
                0b10111,
                1000,
                maxGas,
                maxCount,
                maxBytes,
                forcedCap,
                120,
                5000,
                Address.ZERO,
                BigInteger.ONE);
    }

    private static List<ArrivalRow> transfers(int count) {
        return IntStream.range(0, count).mapToObj(i -> transfer(40 + i)).toList();
    }

    private static ArrivalRow transfer(long seq) {
        return TestArrivals.transfer(seq, 0, TRANSFER_GAS);
    }

    private static ForcedEntry forced(long index, long gas) {
        return new ForcedEntry(index, gas, Bytes.fromHex("0x00"), 1);
    }
}
