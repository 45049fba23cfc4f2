package dev.candor.l1.transactions;

import java.math.BigInteger;

/**
 * Hears what transactions cost and what goes wrong.
 *
 * @param <C> the call
 */
public interface OutboundMeters<C> {
    void inFlight(int transactions);

    /** @param gasPrice wei per gas that was paid */
    void mined(C call, long gasUsed, BigInteger gasPrice);

    void reverted();

    void replaced();
}
