package dev.candor.sequencer.settlement;

/** L1 has something else under our numbers than this database. Fatal: settlement stops. */
final class L1DisagreesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    L1DisagreesException(String message) {
        super(message);
    }
}
