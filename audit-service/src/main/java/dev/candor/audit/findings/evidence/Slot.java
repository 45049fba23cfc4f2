package dev.candor.audit.findings.evidence;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.SignedObject;

/**
 * Where a sequencer signs one object, ever (protocol.md section 1). Numbers are unsigned 64 bits.
 *
 * @param generation 0 for promises, whose slot has none
 * @param number the seq of a promise, else the batch number
 */
public record Slot(Type type, long generation, long number) {
    /** Which objects take a slot; the codes are stored. */
    public enum Type {
        PROMISE(1),
        CUT(2),
        HEADER(3),
        STATEMENT(4);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** The slot of an object; throws {@link IllegalArgumentException} for one that takes none of a sequencer's. */
    public static Slot of(SignedObject object) {
        return switch (object) {
            case InclusionPromise promise ->
                new Slot(Type.PROMISE, 0, promise.seq().value());
            case Cut cut ->
                new Slot(Type.CUT, cut.generation().value(), cut.number().value());
            case BatchHeader header ->
                new Slot(
                        Type.HEADER,
                        header.generation().value(),
                        header.number().value());
            case ExecutionStatement statement ->
                new Slot(
                        Type.STATEMENT,
                        statement.generation().value(),
                        statement.number().value());
            default ->
                throw new IllegalArgumentException("Expected an object with a slot, found "
                        + object.getClass().getSimpleName() + ".");
        };
    }
}
