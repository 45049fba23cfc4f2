package dev.candor.sequencer.signing;

/** A place that one signature may fill, for ever (protocol.md section 1); promises have their own record, the promise row. */
public record Slot(Kind kind, long generation, long number) {

    /** The numbers are stored and never change. */
    public enum Kind {
        CUT(1),
        HEADER(2),
        STATEMENT(3);

        private final int stored;

        Kind(int stored) {
            this.stored = stored;
        }

        public int stored() {
            return stored;
        }
    }
}
