package dev.candor.protocol.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArrivalRecordTest {
    private static final RollupId ROLLUP_ID = new RollupId(901_901);
    private static final Hash32 POLICY_HASH = Keccak256.hashUtf8("policy");
    private static final EthTransaction TRANSACTION = TransactionSigner.of(
                    PrivateKey.fromHex("0x4646464646464646464646464646464646464646464646464646464646464646"))
            .sign(UnsignedTransaction.legacy(ROLLUP_ID.value(), 9, BigInteger.TEN, 53_000));
    private static final ArrivalRecord RECORD =
            new ArrivalRecord(1_795_370_400_123L, 1_795_374_001L, POLICY_HASH, TRANSACTION.raw());

    /** Frozen: these bytes are in topics that are kept for ever. */
    @Test
    void keepsItsReleasedEncoding() {
        ArrivalRecord small = new ArrivalRecord(1, 0x0203, Hash32.ZERO, Bytes.fromHex("0xc0ffee"));

        assertThat(Bytes.wrap(small.encode()).toHex())
                .isEqualTo("0x01" + "0000000000000001" + "0000000000000203" + "00".repeat(32) + "c0ffee");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(ArrivalRecord.decode(RECORD.encode())).isEqualTo(RECORD);
    }

    @Test
    void refusesAnythingElse() {
        byte[] newer = RECORD.encode();
        newer[0] = 2;
        byte[] withoutTransaction = Arrays.copyOf(RECORD.encode(), 49);

        assertThatThrownBy(() -> ArrivalRecord.decode(newer)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> ArrivalRecord.decode(withoutTransaction)).hasMessageContaining("49 bytes");
        assertThatThrownBy(() -> ArrivalRecord.decode(new byte[0])).hasMessageContaining("0 bytes");
    }

    @Test
    void promisesWhatTheRecordAndTheSeqSay() {
        InclusionPromise promise = RECORD.promise(ROLLUP_ID, new Seq(4711), TRANSACTION);

        assertThat(promise)
                .isEqualTo(new InclusionPromise(
                        ROLLUP_ID,
                        new Seq(4711),
                        TRANSACTION.hash(),
                        TRANSACTION.sender(),
                        9,
                        1_795_370_400_123L,
                        1_795_374_001L,
                        POLICY_HASH));
    }
}
