package dev.candor.protocol.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.beacon.BeaconKey;
import dev.candor.protocol.beacon.BeaconVerifier;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.protocol.vectors.SignedObjects;
import dev.candor.protocol.vectors.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderingVectorsTest {
    private static final Vectors FILE = Vectors.file("ordering");
    private static final RollupId ROLLUP_ID = RollupId.parse(FILE.text("chainId"));
    private static final CandorDomain DOMAIN = domain();
    private static final PrivateKey ORDER_KEY =
            PrivateKey.of(FILE.bytes("orderPrivateKey").toArray());

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rebuildsEveryLeafAndRoot(Vectors vector) {
        // given
        BatchHeader header = SignedObjects.header(vector.get("header"));

        // when
        BatchOrder order = order(vector, header);

        // then
        assertThat(order.arrivalLeaves().stream()
                        .map(leaf -> Bytes.wrap(leaf.cutLeaf().encode()))
                        .toList())
                .isEqualTo(fieldOf(vector.list("arrivals"), "cutLeaf"));
        assertThat(order.arrivalLeaves().stream()
                        .map(leaf -> Bytes.wrap(leaf.encode()))
                        .toList())
                .isEqualTo(fieldOf(vector.list("arrivals"), "arrivalLeaf"));
        assertThat(order.orderLeaves().stream()
                        .map(leaf -> Bytes.wrap(leaf.encode()))
                        .toList())
                .isEqualTo(fieldOf(vector.list("order"), "leaf"));
        assertThat(order.cutRoot()).isEqualTo(header.cutRoot()).isEqualTo(BatchOrder.cutRoot(arrivals(vector)));
        assertThat(order.arrivalRoot()).isEqualTo(header.arrivalRoot());
        assertThat(order.orderRoot()).isEqualTo(header.orderRoot());
        assertThat(order.txCount()).isEqualTo(header.txCount());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hashesAndSignsCutAndHeader(Vectors vector) {
        BatchHeader header = SignedObjects.header(vector.get("header"));
        Hash32 cutHash = header.cutHash(DOMAIN);
        Hash32 batchHash = header.digest(DOMAIN);

        assertThat(cutHash).isEqualTo(vector.hash("cutHash"));
        assertThat(batchHash).isEqualTo(vector.hash("batchHash"));
        assertThat(Secp256k1.sign(cutHash, ORDER_KEY).toHex()).isEqualTo(vector.text("cutSignature"));
        assertThat(Secp256k1.sign(batchHash, ORDER_KEY).toHex()).isEqualTo(vector.text("headerSignature"));
        assertThat(ORDER_KEY.address()).isEqualTo(FILE.address("orderKey"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivesTheSeedFromTheBeacon(Vectors vector) {
        BatchHeader header = SignedObjects.header(vector.get("header"));
        Bytes signature = vector.bytes("beaconSignature");

        assertThat(Seed.of(signature, vector.hash("cutHash"))).isEqualTo(header.seed());
        boolean hasBeacon = header.beaconKind() != 0;
        assertThat(signature.isEmpty()).isEqualTo(!hasBeacon);
        assertThat(BeaconVerifier.verify(BeaconKey.of(FILE.bytes("beaconKey")), vector.hash("cutHash"), signature))
                .isEqualTo(hasBeacon);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void neverMakesTheMistake(Vectors vector) {
        // given
        Vectors named = cases().filter(c -> c.text("name").equals(vector.text("case")))
                .findFirst()
                .orElseThrow();
        BatchHeader header = SignedObjects.header(named.get("header"));
        BatchOrder order = order(named, header);
        Map<String, Hash32> made = Map.of(
                "cutRoot", order.cutRoot(),
                "arrivalRoot", order.arrivalRoot(),
                "orderRoot", order.orderRoot(),
                "seed", Seed.of(named.bytes("beaconSignature"), header.cutHash(DOMAIN)));

        // when
        Hash32 mistake = vector.hash("value");

        // then the wrong leaves do give the wrong root, and we do not
        List<byte[]> leaves =
                vector.list("leaves").stream().map(l -> l.bytes().toArray()).toList();
        if (!leaves.isEmpty()) {
            assertThat(MerkleTree.root(HashFunction.KECCAK_256, leaves)).isEqualTo(mistake);
        }
        assertThat(made.get(vector.text("field"))).isNotNull().isNotEqualTo(mistake);
    }

    private static BatchOrder order(Vectors vector, BatchHeader header) {
        OrderingPolicy ordering =
                OrderingPolicy.ofCode(vector.uint32("policyOrdering")).underBeacon(header.beaconKind());
        return BatchOrder.order(arrivals(vector), forced(vector), header.seed(), ordering);
    }

    private static List<Arrival> arrivals(Vectors vector) {
        Map<Hash32, Seq> firstSeen = new HashMap<>();
        vector.list("history").forEach(h -> firstSeen.put(h.hash("txHash"), new Seq(h.uint64("seq"))));
        List<Arrival> arrivals = new ArrayList<>();
        for (Vectors item : vector.list("arrivals")) {
            Seq seq = new Seq(item.uint64("seq"));
            Bytes raw = item.bytes("raw");
            arrivals.add(raw.isEmpty() ? Arrival.empty(seq) : arrival(seq, raw, item, firstSeen));
        }
        return arrivals;
    }

    private static Arrival arrival(Seq seq, Bytes raw, Vectors item, Map<Hash32, Seq> firstSeen) {
        EthTransaction transaction = RawTransaction.require(raw);
        Arrival first = Arrival.of(seq, transaction, item.uint64("receivedAtMillis"));
        Seq earlier = firstSeen.putIfAbsent(transaction.hash(), seq);
        return earlier == null ? first : first.asDuplicateOf(earlier);
    }

    private static List<ForcedEntry> forced(Vectors vector) {
        return vector.list("forced").stream()
                .map(entry -> ForcedEntry.judge(
                        entry.uint64("index"), entry.bytes("raw"), entry.uint64("gasLimit"), ROLLUP_ID))
                .toList();
    }

    private static List<Bytes> fieldOf(List<Vectors> items, String field) {
        return items.stream().map(item -> item.bytes(field)).toList();
    }

    private static CandorDomain domain() {
        Vectors domain = Vectors.file("eip712").get("domain");
        return new CandorDomain(domain.uint64("chainId"), domain.address("verifyingContract"));
    }
}
