package dev.candor.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PragueRulesTest {
    private static final RollupId ROLLUP_ID = new RollupId(901_901);
    private static final PrivateKey KEY =
            PrivateKey.fromHex("0x4646464646464646464646464646464646464646464646464646464646464646");
    private static final Address SOMEBODY = Address.fromHex("0xe714e85cae694eaf8fa384e2b492760a108b4db5");
    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

    @Test
    void acceptsATransferWithExactlyItsIntrinsicGas() {
        assertThat(StatelessRule.brokenBy(sign(transfer(0, 21_000)))).isEmpty();
        assertThat(StatelessRule.brokenBy(sign(transfer(0, 20_999)))).contains(StatelessRule.GAS_COVERS_INTRINSIC);
        assertThat(StatelessRule.brokenBy(sign(transfer(0, -1L)))).isEmpty();
    }

    @Test
    void demandsTheFloorOfEip7623() {
        // given 100 bytes that are not zero: 21,000 + 1,600 intrinsic, 21,000 + 4,000 floor
        Bytes data = Bytes.fromHex("0x" + "ff".repeat(100));

        IntrinsicGas gas = IntrinsicGas.of(sign(transfer(0, 25_000).withData(data)));

        assertThat(gas).isEqualTo(new IntrinsicGas(22_600, 25_000));
        assertThat(StatelessRule.brokenBy(sign(transfer(0, 25_000).withData(data))))
                .isEmpty();
        assertThat(StatelessRule.brokenBy(sign(transfer(0, 24_999).withData(data))))
                .contains(StatelessRule.GAS_COVERS_INTRINSIC);
    }

    @Test
    void refusesTheHighestNonce() {
        assertThat(StatelessRule.brokenBy(sign(transfer(-1L, 21_000)))).contains(StatelessRule.NONCE_BELOW_MAXIMUM);
        assertThat(StatelessRule.brokenBy(sign(transfer(-2L, 21_000)))).isEmpty();
    }

    @Test
    void refusesAPriorityFeeAboveTheFeeCap() {
        UnsignedTransaction odd = UnsignedTransaction.dynamicFee(
                        ROLLUP_ID.value(), 0, GWEI.add(BigInteger.ONE), GWEI, 21_000)
                .withTo(SOMEBODY);

        assertThat(StatelessRule.brokenBy(sign(odd))).contains(StatelessRule.PRIORITY_FEE_WITHIN_FEE_CAP);
    }

    @Test
    void refusesInitCodeOverTheLimit() {
        UnsignedTransaction creation =
                UnsignedTransaction.dynamicFee(ROLLUP_ID.value(), 0, BigInteger.ONE, GWEI, 10_000_000);

        assertThat(StatelessRule.brokenBy(sign(creation.withData(Bytes.wrap(new byte[49_152])))))
                .isEmpty();
        assertThat(StatelessRule.brokenBy(sign(creation.withData(Bytes.wrap(new byte[49_153])))))
                .contains(StatelessRule.INIT_CODE_WITHIN_LIMIT);
    }

    @Test
    void recoversWhoAuthorized() {
        InMemorySigner signer = new InMemorySigner(KEY);
        BigInteger chainId = BigInteger.valueOf(ROLLUP_ID.value());

        assertThat(Authorization.sign(signer, chainId, SOMEBODY, 7).authority(ROLLUP_ID))
                .contains(KEY.address());
        assertThat(Authorization.sign(signer, BigInteger.ZERO, SOMEBODY, 7).authority(ROLLUP_ID))
                .contains(KEY.address());
    }

    @Test
    void findsNobodyBehindAnAuthorizationWithoutEffect() {
        InMemorySigner signer = new InMemorySigner(KEY);
        Authorization good = Authorization.sign(signer, BigInteger.ZERO, SOMEBODY, 7);
        BigInteger n = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        byte[] high = n.subtract(new BigInteger(1, good.s().toArray())).toByteArray();
        Hash32 highS = Hash32.copyOf(high, high.length - Hash32.SIZE);

        assertThat(Authorization.sign(signer, BigInteger.ONE, SOMEBODY, 7).authority(ROLLUP_ID))
                .isEmpty();
        assertThat(Authorization.sign(signer, BigInteger.ZERO, SOMEBODY, -1L).authority(ROLLUP_ID))
                .isEmpty();
        assertThat(with(good, 1 - good.yParity(), highS).authority(ROLLUP_ID)).isEmpty();
        assertThat(with(good, 27, good.s()).authority(ROLLUP_ID)).isEmpty();
        assertThat(with(good, 1 - good.yParity(), good.s()).authority(ROLLUP_ID))
                .isNotEqualTo(Optional.of(KEY.address()));
    }

    @Test
    void namesTheMostItCanCost() {
        EthTransaction tx = sign(transfer(0, 21_000).withValue(BigInteger.valueOf(5)));

        assertThat(tx.maxCost())
                .isEqualTo(GWEI.multiply(BigInteger.valueOf(21_000)).add(BigInteger.valueOf(5)));
        assertThat(tx.effectiveGasPrice(BigInteger.valueOf(7))).isEqualTo(BigInteger.valueOf(8));
        assertThat(tx.effectiveGasPrice(GWEI)).isEqualTo(GWEI);
        assertThat(sign(transfer(0, -1L)).maxCost()).isPositive();
        assertThat(sign(transfer(0, 1).withAccessList(List.of())).createsContract())
                .isFalse();
    }

    private static Authorization with(Authorization a, int yParity, Hash32 s) {
        return new Authorization(a.chainId(), a.address(), a.nonce(), yParity, a.r(), s);
    }

    private static UnsignedTransaction transfer(long nonce, long gasLimit) {
        return UnsignedTransaction.dynamicFee(ROLLUP_ID.value(), nonce, BigInteger.ONE, GWEI, gasLimit)
                .withTo(SOMEBODY);
    }

    private static EthTransaction sign(UnsignedTransaction unsigned) {
        return TransactionSigner.of(KEY).sign(unsigned);
    }
}
