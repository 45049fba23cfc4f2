package dev.candor.l1.transactions;

/** L1 answers, and sending cannot go on now and may later: funds, fees, a refusal. Retryable, to be told in health. */
public final class L1TroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public L1TroubleException(String message) {
        super(message);
    }
}
