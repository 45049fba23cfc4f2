package dev.candor.l1.rollup;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the words of a tuple in Solidity's ABI encoding, in order; every offset and length is checked against the bytes there are.
 */
final class AbiReader {
    private static final int WORD = 32;

    private final Bytes source;
    private final int base;
    private int next;

    /** @param base where the tuple begins: offsets in it count from there */
    private AbiReader(Bytes source, int base) {
        this.source = source;
        this.base = base;
        this.next = base;
    }

    /** @param source the arguments of a call, without the selector */
    static AbiReader of(Bytes source) {
        return new AbiReader(source, 0);
    }

    /** Input that is not what the contract's own decoder takes. */
    static final class MalformedAbiException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedAbiException(String message) {
            super(message, null, false, false);
        }
    }

    /** Unsigned, at most 64 bits. */
    long uint64() throws MalformedAbiException {
        BigInteger value = new BigInteger(1, word(next).readOnlyArray());
        next += WORD;
        if (value.bitLength() > Long.SIZE) {
            throw new MalformedAbiException(
                    "Expected a number of 64 bits at byte %d, found %s.".formatted(next, value));
        }
        return value.longValue();
    }

    Hash32 bytes32() throws MalformedAbiException {
        Hash32 value = Hash32.wrap(word(next).toArray());
        next += WORD;
        return value;
    }

    void skip(int words) {
        next += words * WORD;
    }

    Bytes bytes() throws MalformedAbiException {
        int at = pointer(base);
        int length = size(at, Integer.MAX_VALUE);
        return slice(at + WORD, length);
    }

    List<Hash32> bytes32s(int max) throws MalformedAbiException {
        int at = pointer(base);
        int count = size(at, max);
        List<Hash32> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(Hash32.wrap(word(at + WORD * (1 + i)).toArray()));
        }
        return values;
    }

    /** The elements of an array of dynamic tuples. */
    List<AbiReader> tuples(int max) throws MalformedAbiException {
        int at = pointer(base);
        int count = size(at, max);
        AbiReader heads = new AbiReader(source, at + WORD);
        List<AbiReader> tuples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tuples.add(new AbiReader(source, heads.pointer(heads.base)));
        }
        return tuples;
    }

    private int pointer(int from) throws MalformedAbiException {
        int offset = size(next, source.size());
        next += WORD;
        return Math.addExact(from, offset);
    }

    private int size(int at, int max) throws MalformedAbiException {
        BigInteger value = new BigInteger(1, word(at).readOnlyArray());
        if (value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new MalformedAbiException(
                    "Expected a length or offset of at most %d at byte %d, found %s.".formatted(max, at, value));
        }
        return value.intValueExact();
    }

    private Bytes word(int at) throws MalformedAbiException {
        return slice(at, WORD);
    }

    private Bytes slice(int at, int length) throws MalformedAbiException {
        if (at < 0 || length > source.size() - at) {
            throw new MalformedAbiException(
                    "Expected %d bytes at byte %d, found an input of %d.".formatted(length, at, source.size()));
        }
        return source.slice(at, at + length);
    }
}
