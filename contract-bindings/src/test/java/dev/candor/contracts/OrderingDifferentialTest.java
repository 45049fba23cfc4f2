package dev.candor.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/** Java's batches are in the order that Solidity calls right, by the same seeds and keys. */
class OrderingDifferentialTest {
    private static final int CASES = 500;
    private static final int BATCHES = 30;
    private static final Bytes TRUE = Bytes.fromHex("0x" + "00".repeat(31) + "01");
    private static final Bytes FALSE = Hash32.ZERO.toBytes();

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
    void makeTheSameSortKeys() {
        Random random = new Random(21);
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            OrderingPolicy ordering = ordering(random);
            Hash32 seed = hash(random);
            Address sender = address(random);
            Seq seq = new Seq(random.nextLong() >>> random.nextInt(Long.SIZE));
            calls.add(ReferenceHarness.encode(
                    "sortKey",
                    new Uint8(ordering.code()),
                    word(seed),
                    new org.web3j.abi.datatypes.Address(sender.toHex()),
                    uint64(seq.value())));
            expected.add(BatchOrder.sortKey(ordering, seed, seq, sender).toBytes());
        }

        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    @Test
    void makeTheSameSeeds() {
        Random random = new Random(22);
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            Bytes signature = Bytes.wrap(RandomStruct.bytes(random, random.nextBoolean() ? 96 : 0));
            Hash32 cutHash = hash(random);
            calls.add(ReferenceHarness.encode("seedOf", new DynamicBytes(signature.toArray()), word(cutHash)));
            expected.add(Seed.of(signature, cutHash).toBytes());
        }

        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    @Test
    void hashTheSameData() {
        Random random = new Random(23);
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            List<Hash32> hashes = Stream.generate(() -> hash(random))
                    .limit(1 + random.nextInt(BatchData.MAX_CHUNKS))
                    .toList();
            List<Bytes32> words =
                    hashes.stream().map(OrderingDifferentialTest::word).toList();
            calls.add(ReferenceHarness.encode("hashData", new DynamicArray<>(Bytes32.class, words)));
            expected.add(BatchData.dataHash(hashes).toBytes());
        }

        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    @Test
    void findEveryNeighbourInOrderAndEveryExchangeWrong() {
        Random random = new Random(24);
        List<String> calls = new ArrayList<>();
        List<Bytes> expected = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<OrderLeaf> leaves = BatchOrder.order(arrivals(random), List.of(), hash(random), ordering(random))
                    .orderLeaves();
            for (int i = 1; i < leaves.size(); i++) {
                StaticStruct first = place(leaves.get(i - 1));
                StaticStruct second = place(leaves.get(i));
                calls.add(ReferenceHarness.encode("inOrder", first, second));
                expected.add(TRUE);
                calls.add(ReferenceHarness.encode("inOrder", second, first));
                expected.add(FALSE);
            }
        }

        assertThat(calls).hasSizeGreaterThan(CASES);
        assertThat(harness.call(calls)).isEqualTo(expected);
    }

    private static List<Arrival> arrivals(Random random) {
        List<Address> senders = Stream.generate(() -> address(random)).limit(5).toList();
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long nonce = random.nextInt(8) == 0 ? -1L - random.nextInt(2) : random.nextInt(4);
            Address sender = senders.get(random.nextInt(senders.size()));
            arrivals.add(Arrival.of(new Seq(500 + i), hash(random), sender, nonce, i));
        }
        return arrivals;
    }

    private static StaticStruct place(OrderLeaf leaf) {
        return new StaticStruct(word(leaf.sortKey()), uint64(leaf.nonce()), uint64(leaf.index()));
    }

    private static OrderingPolicy ordering(Random random) {
        return random.nextBoolean() ? OrderingPolicy.SHUFFLE : OrderingPolicy.FIFO;
    }

    private static Uint64 uint64(long unsigned) {
        return new Uint64(new BigInteger(Long.toUnsignedString(unsigned)));
    }

    private static Bytes32 word(Hash32 hash) {
        return new Bytes32(hash.toArray());
    }

    private static Address address(Random random) {
        return Address.wrap(RandomStruct.bytes(random, Address.SIZE));
    }

    private static Hash32 hash(Random random) {
        return Hash32.wrap(RandomStruct.bytes(random, Hash32.SIZE));
    }
}
