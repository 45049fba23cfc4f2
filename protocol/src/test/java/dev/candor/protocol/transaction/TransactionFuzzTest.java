package dev.candor.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionFuzzTest {
    private static final RollupId ROLLUP_ID = new RollupId(901_901);
    private static final int CASES_PER_SEED = 200;

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decodesWhatItSigns(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            EthTransaction signed = signed(random);

            assertThat(RawTransaction.decode(signed.raw(), ROLLUP_ID)).isEqualTo(new RawTransaction.Decoded(signed));
        }
    }

    /** A transaction has one encoding: whatever still decodes after a change is another transaction, or it is refused. */
    @ParameterizedTest
    @MethodSource("seeds")
    void refusesOrReadsAnythingElseWithoutFailing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            // given
            EthTransaction original = signed(random);

            // when
            Bytes damaged = damage(original.raw(), random);

            // then
            switch (RawTransaction.decode(damaged)) {
                case RawTransaction.Decoded(EthTransaction other) ->
                    assertThat(other.hash().equals(original.hash())).isEqualTo(damaged.equals(original.raw()));
                case RawTransaction.Malformed(MalformedReason reason, String detail) ->
                    assertThat(detail).as(reason.name()).startsWith("Expected");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refusesEveryTruncation(long seed) {
        Bytes raw = signed(new Random(seed)).raw();
        for (int size = 0; size < raw.size(); size++) {
            assertThat(RawTransaction.decode(raw.slice(0, size))).isInstanceOf(RawTransaction.Malformed.class);
        }
    }

    private static Bytes damage(Bytes raw, Random random) {
        byte[] bytes = raw.toArray();
        switch (random.nextInt(4)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[random.nextInt(Math.min(bytes.length, 12))] = (byte) random.nextInt(256);
            case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
            default -> random.nextBytes(bytes);
        }
        return Bytes.wrap(bytes);
    }

    private static EthTransaction signed(Random random) {
        byte[] key = bytes(random, 32);
        key[0] &= 0x7f;
        key[31] |= 1;
        TransactionSigner signer = TransactionSigner.of(PrivateKey.of(key));
        return signer.sign(unsigned(random));
    }

    private static UnsignedTransaction unsigned(Random random) {
        TransactionType type = TransactionType.values()[random.nextInt(4)];
        BigInteger fee = wide(random);
        boolean onePrice = type == TransactionType.LEGACY || type == TransactionType.ACCESS_LIST;
        UnsignedTransaction bare = new UnsignedTransaction(
                type,
                ROLLUP_ID.value(),
                random.nextLong() >>> random.nextInt(64),
                onePrice ? fee : wide(random),
                fee,
                random.nextLong() >>> random.nextInt(64),
                Optional.empty(),
                wide(random),
                Bytes.wrap(bytes(random, random.nextInt(300))),
                type == TransactionType.LEGACY ? List.of() : accessList(random),
                type == TransactionType.SET_CODE ? List.of(authorization(random)) : List.of());
        boolean creates = type != TransactionType.SET_CODE && random.nextInt(5) == 0;
        return creates ? bare : bare.withTo(address(random));
    }

    private static List<AccessListEntry> accessList(Random random) {
        return random.nextBoolean()
                ? List.of()
                : List.of(
                        new AccessListEntry(address(random), List.of(hash(random), Hash32.ZERO)),
                        new AccessListEntry(address(random), List.of()));
    }

    private static Authorization authorization(Random random) {
        return new Authorization(
                wide(random), address(random), random.nextLong(), random.nextInt(256), hash(random), hash(random));
    }

    private static BigInteger wide(Random random) {
        return new BigInteger(random.nextInt(257), random);
    }

    private static Address address(Random random) {
        return Address.wrap(bytes(random, Address.SIZE));
    }

    private static Hash32 hash(Random random) {
        return Hash32.wrap(bytes(random, Hash32.SIZE));
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
