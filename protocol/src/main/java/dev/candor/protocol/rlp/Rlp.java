package dev.candor.protocol.rlp;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.List;

/** Writes canonical RLP; every method returns one encoded item. */
public final class Rlp {
    private static final int STRING_BASE = 0x80;
    private static final int LIST_BASE = 0xc0;
    private static final int MAX_SHORT_LENGTH = 55;

    private Rlp() {}

    public static byte[] string(byte[] content) {
        if (content.length == 1 && content[0] >= 0) {
            return content.clone();
        }
        byte[] out = withHeader(STRING_BASE, content.length);
        System.arraycopy(content, 0, out, out.length - content.length, content.length);
        return out;
    }

    public static byte[] string(Bytes content) {
        return string(content.readOnlyArray());
    }

    public static byte[] string(Hash32 content) {
        return string(content.readOnlyArray());
    }

    public static byte[] string(Address content) {
        return string(content.readOnlyArray());
    }

    /** An integer, taken as unsigned; zero is the empty string. */
    public static byte[] uint64(long value) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + Byte.SIZE - 1) / Byte.SIZE;
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[length - 1 - i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return string(content);
    }

    /** A non-negative integer; zero is the empty string. */
    public static byte[] integer(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("Expected a non-negative integer, found " + value + ".");
        }
        byte[] magnitude = value.toByteArray();
        int skip = magnitude[0] == 0 ? 1 : 0;
        byte[] content = new byte[magnitude.length - skip];
        System.arraycopy(magnitude, skip, content, 0, content.length);
        return string(content);
    }

    /** A list of items that are encoded already. */
    public static byte[] list(byte[]... items) {
        int length = 0;
        for (byte[] item : items) {
            length = Math.addExact(length, item.length);
        }
        byte[] out = withHeader(LIST_BASE, length);
        int offset = out.length - length;
        for (byte[] item : items) {
            System.arraycopy(item, 0, out, offset, item.length);
            offset += item.length;
        }
        return out;
    }

    public static byte[] list(List<byte[]> items) {
        return list(items.toArray(byte[][]::new));
    }

    /** The header of a list whose encoded items take {@code length} bytes. */
    public static byte[] listHeader(int length) {
        return header(LIST_BASE, length);
    }

    private static byte[] withHeader(int base, int length) {
        byte[] header = header(base, length);
        byte[] out = new byte[Math.addExact(header.length, length)];
        System.arraycopy(header, 0, out, 0, header.length);
        return out;
    }

    private static byte[] header(int base, int length) {
        if (length <= MAX_SHORT_LENGTH) {
            return new byte[] {(byte) (base + length)};
        }
        int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        byte[] header = new byte[1 + lengthBytes];
        header[0] = (byte) (base + MAX_SHORT_LENGTH + lengthBytes);
        for (int i = 0; i < lengthBytes; i++) {
            header[lengthBytes - i] = (byte) (length >>> (Byte.SIZE * i));
        }
        return header;
    }
}
