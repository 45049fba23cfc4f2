package dev.candor.sequencer.signing;

/** A signature was asked for that would contradict, or run ahead of, the signing record. Fatal: the role stops. */
public final class SlotTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SlotTakenException(String message) {
        super(message);
    }
}
