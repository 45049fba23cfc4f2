package dev.candor.protocol.rlp;

import dev.candor.protocol.rlp.MalformedRlpException.Problem;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads RLP front to back and accepts only the canonical encoding: shortest lengths, single bytes below 0x80 as
 * themselves, integers without leading zeros, no trailing bytes (where {@link #requireEnd()} is called). Works on the
 * source array without copying it. Not thread-safe. Names given to the methods appear in the refusal.
 */
public final class RlpReader {
    private static final int STRING_BASE = 0x80;
    private static final int LONG_STRING_BASE = 0xb7;
    private static final int LIST_BASE = 0xc0;
    private static final int LONG_LIST_BASE = 0xf7;
    private static final int MAX_SHORT_LENGTH = 55;
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int UINT256_BYTES = 32;

    private final byte[] source;
    private final int end;
    private int position;

    private RlpReader(byte[] source, int position, int end) {
        this.source = source;
        this.position = position;
        this.end = end;
    }

    public static RlpReader of(byte[] source) {
        return new RlpReader(source, 0, source.length);
    }

    /** Begins {@code offset} bytes into the source. */
    public static RlpReader of(byte[] source, int offset) {
        return new RlpReader(source, offset, source.length);
    }

    /** Where the next item begins in the source. */
    public int position() {
        return position;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** Refuses bytes, or list items, after the last one that was read. */
    public void requireEnd(String name) throws MalformedRlpException {
        if (position != end) {
            throw new MalformedRlpException(
                    Problem.WRONG_SHAPE,
                    "Expected the end of " + name + ", found " + (end - position) + " more bytes.");
        }
    }

    /** Enters a list: the reader returned covers its items, this one continues after it. */
    public RlpReader list(String name) throws MalformedRlpException {
        int prefix = prefix(name);
        if (prefix < LIST_BASE) {
            throw new MalformedRlpException(Problem.WRONG_SHAPE, "Expected a list for " + name + ", found a string.");
        }
        int length = prefix <= LONG_LIST_BASE ? prefix - LIST_BASE : longLength(prefix - LONG_LIST_BASE, name);
        int from = take(length, name);
        return new RlpReader(source, from, from + length);
    }

    public Bytes string(String name) throws MalformedRlpException {
        int length = enterString(name);
        int from = take(length, name);
        return Bytes.wrap(Arrays.copyOfRange(source, from, from + length));
    }

    /** A string of exactly {@code size} bytes. */
    public Bytes fixed(int size, String name) throws MalformedRlpException {
        return string(size, size, name);
    }

    /** A string of {@code minSize} to {@code maxSize} bytes. */
    public Bytes string(int minSize, int maxSize, String name) throws MalformedRlpException {
        Bytes content = string(name);
        if (content.size() < minSize || content.size() > maxSize) {
            String expected = minSize == maxSize ? "" + minSize : minSize + " to " + maxSize;
            throw new MalformedRlpException(
                    Problem.WRONG_WIDTH,
                    "Expected " + expected + " bytes for " + name + ", found " + content.size() + ".");
        }
        return content;
    }

    public Hash32 hash32(String name) throws MalformedRlpException {
        return Hash32.wrap(fixed(Hash32.SIZE, name).readOnlyArray());
    }

    public Address address(String name) throws MalformedRlpException {
        return Address.wrap(fixed(Address.SIZE, name).readOnlyArray());
    }

    /** An integer of at most 64 bits, unsigned in the {@code long}. */
    public long uint64(String name) throws MalformedRlpException {
        int length = enterInteger(Long.BYTES, name);
        int from = take(length, name);
        requireNoLeadingZero(from, length, name);
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = (value << Byte.SIZE) | (source[i] & 0xff);
        }
        return value;
    }

    public BigInteger uint256(String name) throws MalformedRlpException {
        int length = enterInteger(UINT256_BYTES, name);
        int from = take(length, name);
        requireNoLeadingZero(from, length, name);
        return new BigInteger(1, source, from, length);
    }

    /** An integer of at most 256 bits, right-aligned in 32 bytes of {@code target} from {@code offset} on. */
    public void uint256(byte[] target, int offset, String name) throws MalformedRlpException {
        int length = enterInteger(UINT256_BYTES, name);
        int from = take(length, name);
        requireNoLeadingZero(from, length, name);
        Arrays.fill(target, offset, offset + UINT256_BYTES, (byte) 0);
        System.arraycopy(source, from, target, offset + UINT256_BYTES - length, length);
    }

    private int enterInteger(int maxBytes, String name) throws MalformedRlpException {
        int length = enterString(name);
        if (length > maxBytes) {
            throw new MalformedRlpException(
                    Problem.WRONG_WIDTH,
                    "Expected at most " + maxBytes + " bytes for " + name + ", found " + length + ".");
        }
        return length;
    }

    /** Moves to the content of a string and returns its length; a byte below 0x80 is its own content. */
    private int enterString(String name) throws MalformedRlpException {
        int prefix = prefix(name);
        if (prefix >= LIST_BASE) {
            throw new MalformedRlpException(Problem.WRONG_SHAPE, "Expected a string for " + name + ", found a list.");
        }
        if (prefix < STRING_BASE) {
            position--;
            return 1;
        }
        if (prefix > LONG_STRING_BASE) {
            return longLength(prefix - LONG_STRING_BASE, name);
        }
        int length = prefix - STRING_BASE;
        if (length == 1 && position < end && (source[position] & 0xff) < STRING_BASE) {
            throw new MalformedRlpException(
                    Problem.NOT_CANONICAL, "Expected the byte of " + name + " as itself, found it with a length.");
        }
        return length;
    }

    private int prefix(String name) throws MalformedRlpException {
        if (position >= end) {
            throw new MalformedRlpException(Problem.WRONG_SHAPE, "Expected " + name + ", found the end.");
        }
        return source[position++] & 0xff;
    }

    private int longLength(int lengthBytes, String name) throws MalformedRlpException {
        if (lengthBytes > MAX_LENGTH_BYTES) {
            throw truncated(name);
        }
        int from = take(lengthBytes, name);
        long length = 0;
        for (int i = from; i < from + lengthBytes; i++) {
            length = (length << Byte.SIZE) | (source[i] & 0xff);
        }
        if (source[from] == 0 || length <= MAX_SHORT_LENGTH) {
            throw new MalformedRlpException(
                    Problem.NOT_CANONICAL, "Expected the shortest length for " + name + ", found a longer one.");
        }
        if (length > end - position) {
            throw truncated(name);
        }
        return (int) length;
    }

    /** Moves over {@code length} bytes and returns where they begin. */
    private int take(int length, String name) throws MalformedRlpException {
        if (length > end - position) {
            throw truncated(name);
        }
        int from = position;
        position += length;
        return from;
    }

    private void requireNoLeadingZero(int from, int length, String name) throws MalformedRlpException {
        if (length > 0 && source[from] == 0) {
            throw new MalformedRlpException(
                    Problem.NOT_CANONICAL, "Expected " + name + " without leading zeros, found some.");
        }
    }

    private static MalformedRlpException truncated(String name) {
        return new MalformedRlpException(
                Problem.NOT_CANONICAL, "Expected all bytes of " + name + ", found the input cut short.");
    }
}
