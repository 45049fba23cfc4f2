package dev.candor.sequencer.arrivals;

/** The line cannot be repaired by itself: opening a topic could give a number twice. Fatal until a person has looked. */
final class LineBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LineBrokenException(String message) {
        super(message);
    }
}
