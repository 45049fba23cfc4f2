package dev.candor.sequencer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.TestProperties;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoorRulesTest {
    private static final TestWallet WALLET = new TestWallet();
    private static final BigInteger FEE = TestWallet.GWEI;

    static Stream<Arguments> stopped() {
        return Stream.of(
                Arguments.of("truncated", cut(WALLET.transfer(0).raw()), RefusalReason.MALFORMED),
                Arguments.of("nothing", Bytes.EMPTY, RefusalReason.MALFORMED),
                Arguments.of(
                        "another chain",
                        sign(UnsignedTransaction.legacy(1, 0, FEE, 21_000)),
                        RefusalReason.WRONG_CHAIN),
                Arguments.of("high s", highS(), RefusalReason.BAD_SIGNATURE),
                Arguments.of("blobs", Bytes.fromHex("0x03c0"), RefusalReason.TYPE_NOT_SUPPORTED),
                Arguments.of("too large", Bytes.wrap(new byte[65_537]), RefusalReason.TOO_LARGE),
                Arguments.of("too little gas", sign(dynamic(0, FEE, 20_999)), RefusalReason.INTRINSIC_GAS),
                Arguments.of("too much gas", sign(dynamic(0, FEE, 15_000_001)), RefusalReason.GAS_LIMIT),
                Arguments.of("tip over cap", sign(dynamic(0, BigInteger.ZERO, 21_000)), RefusalReason.MALFORMED),
                Arguments.of("nonce 2^64-1", sign(dynamic(-1, FEE, 21_000)), RefusalReason.MALFORMED),
                Arguments.of("nonce 2^63", sign(dynamic(Long.MIN_VALUE, FEE, 21_000)), RefusalReason.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stopped")
    void stopsWhatCanNeverRun(String name, Bytes raw, RefusalReason reason) {
        DoorRules.Verdict verdict =
                DoorRules.judge(raw, TestProperties.orderer().rollup(), rules(MemoryRollup.POLICY));

        assertThat(verdict).isInstanceOfSatisfying(DoorRules.Verdict.Stopped.class, stopped -> {
            assertThat(stopped.refusal().reason()).isEqualTo(reason);
            assertThat(stopped.refusal().explanation()).isNotBlank();
        });
    }

    @Test
    void stopsATypeThatThePolicyDoesNotAdmit() {
        Policy base = MemoryRollup.POLICY;
        Policy noDynamicFee = new Policy(
                base.version(),
                base.ordering(),
                base.beaconKinds(),
                Policy.bits(TransactionType.LEGACY),
                base.batchIntervalMillis(),
                base.maxGas(),
                base.maxCount(),
                base.maxBytes(),
                base.forcedCap(),
                base.inclusionDelaySeconds(),
                base.maxOrderingDelayMillis(),
                base.feeRecipient(),
                base.compensationWei());

        DoorRules.Verdict verdict = DoorRules.judge(
                WALLET.transfer(0).raw(), TestProperties.orderer().rollup(), rules(noDynamicFee));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        DoorRules.Verdict.Stopped.class,
                        stopped -> assertThat(stopped.refusal().reason()).isEqualTo(RefusalReason.TYPE_NOT_SUPPORTED));
    }

    @Test
    void projectsTheBaseFeeOverTheBatchesBefore() {
        Rules rules = rules(MemoryRollup.POLICY);

        BigInteger empty = rules.projectedBaseFee(0);
        BigInteger behindOneFullBatch = rules.projectedBaseFee(MemoryRollup.BLOCK_GAS);

        assertThat(empty).isEqualTo(FEE);
        assertThat(behindOneFullBatch).isEqualTo(BigInteger.valueOf(1_125_000_000));
    }

    @Test
    void refusesAFeeCapBelowTheProjectedBaseFee() {
        SenderView sender = new SenderView(0, 0, TestWallet.ETHER, true, BigInteger.ZERO, 0, false, false);

        SenderRules.Decision decision = SenderRules.decide(
                sender,
                WALLET.transfer(0),
                false,
                java.util.Optional.empty(),
                TestWallet.GWEI.multiply(BigInteger.TEN));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        SenderRules.Decision.Refuse.class,
                        refuse -> assertThat(refuse.refusal().reason()).isEqualTo(RefusalReason.FEE_TOO_LOW));
    }

    private static Rules rules(Policy policy) {
        return new Rules(policy, policy.hash(), 0, MemoryRollup.BLOCK_GAS, FEE);
    }

    private static UnsignedTransaction dynamic(long nonce, BigInteger maxFee, long gas) {
        return UnsignedTransaction.dynamicFee(TestProperties.ROLLUP_ID, nonce, BigInteger.ONE, maxFee, gas)
                .withTo(TestWallet.TO);
    }

    private static Bytes sign(UnsignedTransaction unsigned) {
        return WALLET.signer.sign(unsigned).raw();
    }

    private static Bytes cut(Bytes raw) {
        return raw.slice(0, raw.size() - 1);
    }

    /** s replaced by 2^256 - 1, which is not a low s of anybody. */
    private static Bytes highS() {
        Bytes raw = WALLET.signer
                .sign(UnsignedTransaction.dynamicFee(TestProperties.ROLLUP_ID, 0, BigInteger.ONE, FEE, 21_000)
                        .withTo(TestWallet.TO))
                .raw();
        byte[] bytes = raw.toArray();
        for (int i = bytes.length - 32; i < bytes.length; i++) {
            bytes[i] = (byte) 0xff;
        }
        return Bytes.wrap(bytes);
    }
}
