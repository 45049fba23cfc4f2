package dev.candor.protocol.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.protocol.vectors.SignedObjects;
import dev.candor.protocol.vectors.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalVectorsTest {
    private static final Vectors FILE = Vectors.file("arrivals");
    private static final RollupId ROLLUP_ID = RollupId.parse(FILE.text("rollupId"));
    private static final Vectors DOMAIN = Vectors.file("eip712").get("domain");

    static Stream<Vectors> cases() {
        return FILE.stream("cases");
    }

    static Stream<Vectors> invalid() {
        return FILE.stream("invalid");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void makesThePromiseOutOfTheRecord(Vectors vector) {
        // given
        ArrivalRecord record = ArrivalRecord.decode(vector.bytes("record").toArray());
        EthTransaction transaction = RawTransaction.require(record.rawTx());
        CandorDomain domain = new CandorDomain(DOMAIN.uint64("chainId"), DOMAIN.address("verifyingContract"));

        // when
        InclusionPromise promise = record.promise(ROLLUP_ID, Seq.parse(vector.text("seq")), transaction);

        // then
        assertThat(promise).isEqualTo(SignedObjects.of("InclusionPromise", vector.get("promise")));
        assertThat(promise.digest(domain)).isEqualTo(vector.hash("digest"));
        assertThat(Bytes.wrap(record.encode())).isEqualTo(vector.bytes("record"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void findsNoTransactionOfThisRollup(Vectors vector) {
        assertThat(holdsATransaction(vector.bytes("record"))).isFalse();
    }

    private static boolean holdsATransaction(Bytes value) {
        try {
            ArrivalRecord record = ArrivalRecord.decode(value.toArray());
            return RawTransaction.decode(record.rawTx(), ROLLUP_ID) instanceof RawTransaction.Decoded;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
