package dev.candor.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.vectors.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyVectorsTest {
    private static final Vectors FILE = Vectors.file("policy");

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void encodesAndHashes(Vectors vector) {
        Policy policy = policy(vector.get("policy"));

        assertThat(policy.encode()).isEqualTo(vector.bytes("encoded"));
        assertThat(policy.hash()).isEqualTo(vector.hash("hash"));
        assertThat(Policy.decode(vector.bytes("encoded"))).isEqualTo(policy);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void neverMakesTheMistake(Vectors vector) {
        assertThat(named(vector.text("case")).hash()).isNotEqualTo(vector.hash("hash"));
    }

    @Test
    void readsItsBitSets() {
        Policy devnet = named("devnet");

        assertThat(devnet.beaconKinds()).isEqualTo(Policy.bits(BeaconKind.NONE, BeaconKind.OWN));
        assertThat(devnet.allows(BeaconKind.OWN)).isTrue();
        assertThat(devnet.allows(BeaconKind.QUORUM)).isFalse();
        assertThat(devnet.transactionTypes()).isEqualTo(Policy.bits(TransactionType.values()));
        assertThat(devnet.admits(TransactionType.SET_CODE)).isTrue();
    }

    @Test
    void roundsTheReceiptUpToTheSecond() {
        Policy devnet = named("devnet");

        assertThat(devnet.includeBy(1_795_370_400_000L)).isEqualTo(1_795_370_400L + 3_600);
        assertThat(devnet.includeBy(1_795_370_400_001L)).isEqualTo(1_795_370_401L + 3_600);
    }

    private static Policy named(String name) {
        return cases().filter(c -> c.text("case").equals(name))
                .findFirst()
                .map(c -> policy(c.get("policy")))
                .orElseThrow();
    }

    private static Policy policy(Vectors p) {
        return new Policy(
                p.uint32("version"),
                p.uint32("ordering"),
                p.uint32("beaconKinds"),
                p.uint32("transactionTypes"),
                p.uint64("batchIntervalMillis"),
                p.uint64("maxGas"),
                p.uint32("maxCount"),
                p.uint32("maxBytes"),
                p.uint32("forcedCap"),
                p.uint64("inclusionDelaySeconds"),
                p.uint64("maxOrderingDelayMillis"),
                p.address("feeRecipient"),
                p.integer("compensationWei"));
    }
}
