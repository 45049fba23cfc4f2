package dev.candor.protocol.abi;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;

/**
 * Writes static values as {@code abi.encode} does: one 32-byte big-endian word each (Solidity ABI specification). Not
 * thread-safe; used once, within one method.
 */
public final class AbiWords {
    public static final int WORD_BYTES = 32;
    private static final int UINT256_BITS = 256;

    private final byte[] words;
    private int offset;

    /** Room for exactly {@code wordCount} words. */
    public AbiWords(int wordCount) {
        this.words = new byte[Math.multiplyExact(wordCount, WORD_BYTES)];
    }

    /** A number of at most 64 bits, taken as unsigned. */
    public AbiWords uint64(long value) {
        offset += WORD_BYTES;
        for (int i = 0; i < Long.BYTES; i++) {
            words[offset - 1 - i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return this;
    }

    /** A number of at most 32 bits, taken as unsigned. */
    public AbiWords uint32(int value) {
        return uint64(Integer.toUnsignedLong(value));
    }

    public AbiWords uint16(int value) {
        return uint64(requireRange(value, 0xffff, "uint16"));
    }

    public AbiWords uint8(int value) {
        return uint64(requireRange(value, 0xff, "uint8"));
    }

    public AbiWords uint256(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > UINT256_BITS) {
            throw new IllegalArgumentException("Expected a uint256, found " + value + ".");
        }
        byte[] magnitude = value.toByteArray();
        int size = Math.min(magnitude.length, WORD_BYTES);
        System.arraycopy(magnitude, magnitude.length - size, words, offset + WORD_BYTES - size, size);
        offset += WORD_BYTES;
        return this;
    }

    public AbiWords bytes32(Hash32 value) {
        value.copyTo(words, offset);
        offset += WORD_BYTES;
        return this;
    }

    public AbiWords address(Address value) {
        value.copyTo(words, offset + WORD_BYTES - Address.SIZE);
        offset += WORD_BYTES;
        return this;
    }

    /** Appends words that were encoded before. */
    public AbiWords append(byte[] encoded) {
        System.arraycopy(encoded, 0, words, offset, encoded.length);
        offset += encoded.length;
        return this;
    }

    /** The words, without a copy; throws when not all of them were written. */
    public byte[] finish() {
        if (offset != words.length) {
            throw new IllegalStateException("Expected " + words.length / WORD_BYTES + " words, found "
                    + offset / WORD_BYTES + ": the encoder and its word count disagree.");
        }
        return words;
    }

    private static int requireRange(int value, int max, String type) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("Expected a " + type + ", found " + value + ".");
        }
        return value;
    }
}
