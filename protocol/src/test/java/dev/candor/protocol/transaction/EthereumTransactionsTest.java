package dev.candor.protocol.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.vectors.EthereumTestcases;
import dev.candor.protocol.vectors.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Transactions that other people's software signed. */
class EthereumTransactionsTest {
    private static final long CHAIN_ID = 5;
    private static final int UINT64_HEX_DIGITS = 16;

    @Test
    void decodesAndSignsLegacyTransactions() {
        List<Vectors> cases = EthereumTestcases.file("transactions").list();
        int decodedCount = 0;
        for (Vectors vector : cases) {
            RawTransaction result = RawTransaction.decode(vector.bytes("signedTransactionChainId5"));
            if (gasLimitExceeds64Bits(vector)) {
                assertThat(result).isInstanceOf(RawTransaction.Malformed.class);
                continue;
            }
            // given
            PrivateKey key = PrivateKey.of(vector.bytes("privateKey").toArray());
            UnsignedTransaction unsigned = legacy(vector);

            // when
            EthTransaction signed = TransactionSigner.of(key).sign(unsigned);

            // then
            assertThat(result).as(vector.text("name")).isEqualTo(new RawTransaction.Decoded(signed));
            assertThat(signed.sender()).isEqualTo(vector.address("accountAddress"));
            decodedCount++;
        }
        assertThat(decodedCount).isGreaterThan(900);
    }

    @Test
    void refusesLegacyTransactionsWithoutAChain() {
        for (Vectors vector : EthereumTestcases.file("transactions").list()) {
            RawTransaction result = RawTransaction.decode(vector.bytes("signedTransaction"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            RawTransaction.Malformed.class,
                            malformed -> assertThat(malformed.reason())
                                    .isIn(MalformedReason.WRONG_CHAIN, MalformedReason.FIELD_WIDTH));
        }
    }

    @Test
    void decodesAndSignsTypedTransactions() {
        List<Vectors> cases = EthereumTestcases.file("typed-transactions").list();
        assertThat(cases).hasSizeGreaterThan(1_500);
        for (Vectors vector : cases) {
            // given
            PrivateKey key = PrivateKey.of(vector.bytes("key").toArray());

            // when
            EthTransaction signed = TransactionSigner.of(key).sign(typed(vector.get("tx")));

            // then
            assertThat(signed.raw()).as(vector.text("name")).isEqualTo(vector.bytes("signed"));
            assertThat(RawTransaction.decode(vector.bytes("signed"))).isEqualTo(new RawTransaction.Decoded(signed));
            assertThat(signed.sender()).isEqualTo(vector.address("address"));
        }
    }

    private static boolean gasLimitExceeds64Bits(Vectors vector) {
        return vector.has("gasLimit") && vector.text("gasLimit").length() > 2 + UINT64_HEX_DIGITS;
    }

    private static UnsignedTransaction legacy(Vectors vector) {
        UnsignedTransaction bare = UnsignedTransaction.legacy(
                CHAIN_ID,
                number(vector, "nonce").longValue(),
                number(vector, "gasPrice"),
                number(vector, "gasLimit").longValue());
        return filled(bare, vector);
    }

    private static UnsignedTransaction typed(Vectors tx) {
        long chainId = number(tx, "chainId").longValue();
        long nonce = number(tx, "nonce").longValue();
        long gasLimit = number(tx, "gasLimit").longValue();
        UnsignedTransaction bare = tx.text("type").equals("1")
                ? UnsignedTransaction.accessList(chainId, nonce, number(tx, "gasPrice"), gasLimit)
                : UnsignedTransaction.dynamicFee(
                        chainId, nonce, number(tx, "maxPriorityFeePerGas"), number(tx, "maxFeePerGas"), gasLimit);
        return filled(bare, tx).withAccessList(accessList(tx));
    }

    private static UnsignedTransaction filled(UnsignedTransaction bare, Vectors fields) {
        UnsignedTransaction filled = bare.withValue(number(fields, "value"))
                .withData(present(fields, "data") ? fields.bytes("data") : Bytes.EMPTY);
        return to(fields).map(filled::withTo).orElse(filled);
    }

    private static Optional<Address> to(Vectors fields) {
        return present(fields, "to") ? Optional.of(fields.address("to")) : Optional.empty();
    }

    private static List<AccessListEntry> accessList(Vectors tx) {
        List<AccessListEntry> entries = new ArrayList<>();
        if (present(tx, "accessList")) {
            for (Vectors entry : tx.list("accessList")) {
                List<Hash32> keys = entry.hashes("storageKeys");
                entries.add(new AccessListEntry(entry.address("address"), keys));
            }
        }
        return entries;
    }

    private static boolean present(Vectors fields, String field) {
        return fields.has(field) && !fields.get(field).isNull();
    }

    /** A hex string, a decimal number, or nothing at all, which is zero. */
    private static BigInteger number(Vectors fields, String field) {
        if (!present(fields, field)) {
            return BigInteger.ZERO;
        }
        String text = fields.text(field);
        if (!text.startsWith("0x")) {
            return new BigInteger(text);
        }
        return text.length() == 2 ? BigInteger.ZERO : new BigInteger(text.substring(2), 16);
    }
}
