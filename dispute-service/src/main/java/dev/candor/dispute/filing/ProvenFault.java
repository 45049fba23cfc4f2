package dev.candor.dispute.filing;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;

/**
 * What a checker finds proven; {@code IFaultChecker.ProvenFault} without its slot, which the fault id has in it.
 *
 * @param generation of the batch that the fault lies in; 0, as {@code number}, for none
 */
public record ProvenFault(Hash32 faultId, int kind, Hash32 accused, long rollupId, long generation, long number) {
    private static final int WORD = 32;
    private static final int WORDS = 9;

    /** @param answer {@code abi.encode(ProvenFault)} */
    static ProvenFault decode(Bytes answer) {
        if (answer.size() < WORDS * WORD) {
            throw new IllegalArgumentException(
                    "Expected a ProvenFault of at least %d bytes, found %d: the RuleBook names something that is no checker."
                            .formatted(WORDS * WORD, answer.size()));
        }
        return new ProvenFault(
                hash(answer, 1),
                number(answer, 2).intValueExact(),
                hash(answer, 3),
                number(answer, 4).longValueExact(),
                number(answer, 6).longValueExact(),
                number(answer, 7).longValueExact());
    }

    private static Hash32 hash(Bytes answer, int word) {
        return Hash32.wrap(answer.slice(word * WORD, (word + 1) * WORD).toArray());
    }

    private static BigInteger number(Bytes answer, int word) {
        return new BigInteger(1, answer.slice(word * WORD, (word + 1) * WORD).toArray());
    }
}
