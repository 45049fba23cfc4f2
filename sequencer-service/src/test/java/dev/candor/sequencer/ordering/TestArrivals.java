package dev.candor.sequencer.ordering;

import dev.candor.leadership.Term;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A line of arrivals that a test writes itself. */
final class TestArrivals implements ArrivalRows {
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);
    private static final Address RECIPIENT = Address.fromHex("0x00000000000000000000000000000000000000aa");
    private final List<ArrivalRow> line = new ArrayList<>();

    void append(ArrivalRow row) {
        line.add(row);
    }

    /** A signed transfer; senders differ by {@code sender}, nonces are the sequence numbers. */
    static ArrivalRow transfer(long seq, int sender, long gasLimit) {
        TransactionSigner signer = TransactionSigner.of(PrivateKey.fromHex("0x%064x".formatted(1000 + sender)));
        EthTransaction signed = signer.sign(
                UnsignedTransaction.dynamicFee(TestProperties.ROLLUP_ID, seq, BigInteger.ONE, GWEI, gasLimit)
                        .withTo(RECIPIENT));
        return new ArrivalRow(seq, signed.hash(), signed.sender(), signed.nonce(), 1_000 + seq, signed.raw());
    }

    static ArrivalRow again(long seq, ArrivalRow earlier) {
        return new ArrivalRow(seq, earlier.txHash(), earlier.sender(), earlier.nonce(), 1_000 + seq, earlier.rawTx());
    }

    static ArrivalRow empty(long seq) {
        return new ArrivalRow(seq, Hash32.ZERO, Address.ZERO, 0, 0, Bytes.EMPTY);
    }

    @Override
    public List<ArrivalRow> committed(Term term, Seq from, int maxCount) {
        int start = (int) Math.min(from.value(), line.size());
        return List.copyOf(line.subList(start, Math.min(line.size(), start + maxCount)));
    }

    @Override
    public List<ArrivalRow> range(Seq from, long count) {
        return List.copyOf(line.subList((int) from.value(), (int) (from.value() + count)));
    }

    @Override
    public Map<Hash32, Long> earliest(Collection<Hash32> txHashes, Seq before) {
        Map<Hash32, Long> found = new HashMap<>();
        line.stream()
                .filter(row -> row.seq() < before.value() && txHashes.contains(row.txHash()))
                .forEach(row -> found.putIfAbsent(row.txHash(), row.seq()));
        return found;
    }
}
