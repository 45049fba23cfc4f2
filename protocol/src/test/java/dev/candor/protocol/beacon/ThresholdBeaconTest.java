package dev.candor.protocol.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.beacon.ThresholdBeacon.Share;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdBeaconTest {
    private static final Hash32 CUT_HASH = Keccak256.hashUtf8("a cut");

    /** A key shared among n members of whom t sign, as a dealer or a distributed key generation leaves it. */
    record Sharing(int threshold, InMemoryBeaconSigner whole, List<InMemoryBeaconSigner> members) {
        static Sharing deal(int threshold, int members, long seed) {
            Random random = new Random(seed);
            List<BigInteger> polynomial = Stream.generate(() -> new BigInteger(254, random).add(BigInteger.ONE))
                    .limit(threshold)
                    .toList();
            List<InMemoryBeaconSigner> shares = new ArrayList<>();
            for (int index = 1; index <= members; index++) {
                shares.add(signer(at(polynomial, index)));
            }
            return new Sharing(threshold, signer(at(polynomial, 0)), shares);
        }

        List<Share> sharesOf(List<Integer> indices) {
            return indices.stream()
                    .map(i -> new Share(i, members.get(i - 1).sign(CUT_HASH)))
                    .toList();
        }

        private static BigInteger at(List<BigInteger> polynomial, int x) {
            BigInteger value = BigInteger.ZERO;
            for (BigInteger coefficient : polynomial.reversed()) {
                value = value.multiply(BigInteger.valueOf(x)).add(coefficient).mod(ThresholdBeacon.GROUP_ORDER);
            }
            return value;
        }

        private static InMemoryBeaconSigner signer(BigInteger scalar) {
            return InMemoryBeaconSigner.ofScalar(BigIntegers.asUnsignedByteArray(32, scalar));
        }
    }

    static Stream<Sharing> sharings() {
        return Stream.of(Sharing.deal(1, 1, 1), Sharing.deal(2, 3, 2), Sharing.deal(4, 7, 3), Sharing.deal(11, 16, 4));
    }

    @ParameterizedTest
    @MethodSource("sharings")
    void anyQuorumGivesTheOneSignature(Sharing sharing) {
        // given
        Bytes expected = sharing.whole().sign(CUT_HASH);
        List<Integer> indices = new ArrayList<>();
        for (int i = 1; i <= sharing.members().size(); i++) {
            indices.add(i);
        }
        Random random = new Random(42);
        for (int draw = 0; draw < 5; draw++) {
            // when another quorum signs
            Collections.shuffle(indices, random);
            Bytes combined = ThresholdBeacon.combine(
                    sharing.sharesOf(indices.subList(0, sharing.threshold())), sharing.threshold());

            // then it is the same signature
            assertThat(combined).isEqualTo(expected);
            assertThat(BeaconVerifier.verify(sharing.whole().key(), CUT_HASH, combined))
                    .isTrue();
        }
    }

    @Test
    void tooFewSharesGiveNothingThatVerifies() {
        Sharing sharing = Sharing.deal(3, 5, 5);

        Bytes combined = ThresholdBeacon.combine(sharing.sharesOf(List.of(1, 4)), 2);

        assertThat(BeaconVerifier.verify(sharing.whole().key(), CUT_HASH, combined))
                .isFalse();
    }

    @Test
    void refusesSharesThatCannotBeCombined() {
        Sharing sharing = Sharing.deal(2, 3, 6);
        List<Share> twiceTheSame = sharing.sharesOf(List.of(2, 2));
        List<Share> oneIsNoPoint = List.of(sharing.sharesOf(List.of(1)).getFirst(), new Share(2, Bytes.EMPTY));

        assertThatThrownBy(() -> ThresholdBeacon.combine(twiceTheSame, 2)).hasMessageContaining("distinct");
        assertThatThrownBy(() -> ThresholdBeacon.combine(sharing.sharesOf(List.of(1)), 2))
                .hasMessageContaining("Expected 2 shares");
        assertThatThrownBy(() -> ThresholdBeacon.combine(oneIsNoPoint, 2)).hasMessageContaining("share 2");
        assertThatThrownBy(() -> new Share(0, Bytes.EMPTY)).hasMessageContaining("from 1");
    }
}
