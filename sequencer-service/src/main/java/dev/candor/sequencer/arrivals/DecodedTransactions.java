package dev.candor.sequencer.arrivals;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this process has decoded and appended but not yet read back, so that a sender is not recovered twice. Bounded by bytes:
 * when it is full the feed decodes again.
 */
final class DecodedTransactions {
    private static final long MAX_BYTES = 32L << 20;

    private final ConcurrentHashMap<Bytes, EthTransaction> byRaw = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    void put(EthTransaction transaction) {
        if (bytes.get() < MAX_BYTES && byRaw.putIfAbsent(transaction.raw(), transaction) == null) {
            bytes.addAndGet(transaction.raw().size());
        }
    }

    /** Hands the transaction out once. */
    Optional<EthTransaction> take(Bytes rawTx) {
        EthTransaction known = byRaw.remove(rawTx);
        if (known != null) {
            bytes.addAndGet(-rawTx.size());
        }
        return Optional.ofNullable(known);
    }
}
