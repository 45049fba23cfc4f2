package dev.candor.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.AccessListEntry;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Uint256;

/** Java and Solidity read the same transactions out of the same bytes, and refuse the others for the same reason. */
class TransactionDifferentialTest {
    private static final RollupId ROLLUP_ID = new RollupId(901_901);
    private static final int SIGNED_CASES = 600;
    private static final int DAMAGED_CASES = 2_500;
    /** Codes of protocol.md section 3, and of the library's {@code Defect}. */
    private static final int NO_DEFECT = 0;

    private static ReferenceHarness harness;

    @BeforeAll
    static void deploy() {
        harness = ReferenceHarness.deploy();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void readTheSameTransactions() {
        Random random = new Random(31);
        compare(Stream.generate(() -> signed(random)).limit(SIGNED_CASES).toList());
    }

    @Test
    void refuseTheSameDamage() {
        Random random = new Random(32);
        Map<Integer, Integer> counts =
                compare(Stream.generate(() -> damaged(signed(random).toArray(), random))
                        .limit(DAMAGED_CASES)
                        .toList());

        // The damage reaches every defect that it can: form, chain, signature, type; and leaves some whole.
        assertThat(counts).containsKeys(NO_DEFECT, 1, 2, 3, 4);
    }

    /** How often each defect was found. */
    private static Map<Integer, Integer> compare(List<Bytes> raws) {
        List<Bytes> answers = harness.call(raws.stream()
                .map(raw -> ReferenceHarness.encode(
                        "decodeTransaction", new DynamicBytes(raw.toArray()), new Uint256(ROLLUP_ID.value())))
                .toList());
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < raws.size(); i++) {
            Answer answer = new Answer(answers.get(i));
            int defect = answer.word(0).intValueExact();
            counts.merge(defect, 1, Integer::sum);
            switch (RawTransaction.decode(raws.get(i), ROLLUP_ID)) {
                case RawTransaction.Malformed malformed ->
                    assertThat(defect)
                            .as("%s: %s", malformed, raws.get(i))
                            .isEqualTo(malformed.reason().refusal().code());
                case RawTransaction.Decoded(EthTransaction transaction) -> {
                    assertThat(defect).as("%s", raws.get(i)).isEqualTo(NO_DEFECT);
                    answer.requireEqual(transaction);
                }
            }
        }
        return counts;
    }

    /** The return data {@code (Defect, Transaction)}: the transaction's members begin at word 2. */
    private record Answer(Bytes data) {
        private static final int WORD_BYTES = 32;
        private static final int FIRST_MEMBER = 2;

        BigInteger word(int index) {
            return new BigInteger(
                    1, data.slice(index * WORD_BYTES, (index + 1) * WORD_BYTES).toArray());
        }

        BigInteger member(int index) {
            return word(FIRST_MEMBER + index);
        }

        Bytes data(int index) {
            int at = FIRST_MEMBER * WORD_BYTES + member(index).intValueExact();
            int size = word(at / WORD_BYTES).intValueExact();
            return data.slice(at + WORD_BYTES, at + WORD_BYTES + size);
        }

        void requireEqual(EthTransaction tx) {
            long keys = tx.accessList().stream()
                    .mapToLong(entry -> entry.storageKeys().size())
                    .sum();
            assertThat(member(0)).isEqualTo(number(tx.hash().toBytes()));
            assertThat(member(1)).isEqualTo(tx.type().code());
            assertThat(member(2)).isEqualTo(number(tx.sender().toBytes()));
            assertThat(member(3)).isEqualTo(tx.chainId());
            assertThat(member(4)).isEqualTo(Long.toUnsignedString(tx.nonce()));
            assertThat(member(5)).isEqualTo(tx.maxPriorityFeePerGas());
            assertThat(member(6)).isEqualTo(tx.maxFeePerGas());
            assertThat(member(7)).isEqualTo(tx.gasLimitUnsigned());
            assertThat(member(8)).isEqualTo(tx.createsContract() ? 1 : 0);
            assertThat(member(9)).isEqualTo(number(tx.to().orElse(Address.ZERO).toBytes()));
            assertThat(member(10)).isEqualTo(tx.value());
            assertThat(data(11)).isEqualTo(tx.data());
            assertThat(member(12)).isEqualTo(tx.accessList().size());
            assertThat(member(13)).isEqualTo(keys);
            assertThat(member(14)).isEqualTo(tx.authorizations().size());
        }

        private static BigInteger number(Bytes bytes) {
            return new BigInteger(1, bytes.toArray());
        }
    }

    private static Bytes damaged(byte[] raw, Random random) {
        byte[] bytes = raw;
        switch (random.nextInt(5)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[random.nextInt(Math.min(bytes.length, 40))] = (byte) random.nextInt(256);
            case 2 -> bytes[bytes.length - 1 - random.nextInt(70)] ^= (byte) (1 << random.nextInt(8));
            case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
            default -> bytes[0] = (byte) random.nextInt(256);
        }
        return Bytes.wrap(bytes);
    }

    private static Bytes signed(Random random) {
        byte[] key = RandomStruct.bytes(random, 32);
        key[0] &= 0x7f;
        key[31] |= 1;
        return TransactionSigner.of(PrivateKey.of(key)).sign(unsigned(random)).raw();
    }

    private static UnsignedTransaction unsigned(Random random) {
        TransactionType type = TransactionType.values()[random.nextInt(4)];
        BigInteger fee = wide(random);
        boolean onePrice = type == TransactionType.LEGACY || type == TransactionType.ACCESS_LIST;
        UnsignedTransaction bare = new UnsignedTransaction(
                type,
                random.nextInt(30) == 0 ? random.nextLong() >>> random.nextInt(64) : ROLLUP_ID.value(),
                random.nextLong() >>> random.nextInt(64),
                onePrice ? fee : wide(random),
                fee,
                random.nextLong() >>> random.nextInt(64),
                Optional.empty(),
                wide(random),
                Bytes.wrap(RandomStruct.bytes(random, random.nextInt(200))),
                type == TransactionType.LEGACY ? List.of() : accessList(random),
                type == TransactionType.SET_CODE ? authorizations(random) : List.of());
        // In a few cases of type 4 the destination is missing, which neither may accept.
        return random.nextInt(8) == 0 ? bare : bare.withTo(address(random));
    }

    private static List<AccessListEntry> accessList(Random random) {
        List<AccessListEntry> entries = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            entries.add(new AccessListEntry(
                    address(random),
                    Stream.generate(() -> hash(random)).limit(random.nextInt(3)).toList()));
        }
        return entries;
    }

    private static List<Authorization> authorizations(Random random) {
        return Stream.generate(() -> new Authorization(
                        wide(random),
                        address(random),
                        random.nextLong(),
                        random.nextInt(256),
                        hash(random),
                        hash(random)))
                .limit(random.nextInt(3))
                .toList();
    }

    private static BigInteger wide(Random random) {
        return new BigInteger(random.nextInt(257), random);
    }

    private static Address address(Random random) {
        return Address.wrap(RandomStruct.bytes(random, Address.SIZE));
    }

    private static Hash32 hash(Random random) {
        return Hash32.wrap(RandomStruct.bytes(random, Hash32.SIZE));
    }
}
