package dev.candor.sequencer.settlement;

/** Settlement cannot go on now and may later: funds, fees, a refusal by the contract. Retryable, told in health. */
final class L1Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    L1Trouble(String message) {
        super(message);
    }
}
