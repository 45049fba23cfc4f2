package dev.candor.protocol.data;

import java.io.ByteArrayOutputStream;

/** Unsigned LEB128 below 2^64, minimal, and zigzag for signed deltas (protocol.md section 7). */
final class Varints {
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD_MASK = 0x7f;
    private static final int MORE = 0x80;

    private Varints() {}

    /** Writes an unsigned 64-bit number in as few bytes as it takes, 1 to 10. */
    static void write(ByteArrayOutputStream out, long unsigned) {
        long rest = unsigned;
        while ((rest & ~PAYLOAD_MASK) != 0) {
            out.write((int) (rest & PAYLOAD_MASK) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.write((int) rest);
    }

    static long zigzag(long signed) {
        return (signed << 1) ^ (signed >> (Long.SIZE - 1));
    }

    static long unzigzag(long unsigned) {
        return (unsigned >>> 1) ^ -(unsigned & 1);
    }

    /** Reads from an array front to back. */
    static final class Reader {
        private final byte[] source;
        private int position;

        Reader(byte[] source) {
            this.source = source;
        }

        int position() {
            return position;
        }

        int remaining() {
            return source.length - position;
        }

        void skip(int bytes) {
            position += bytes;
        }

        /** Refuses the end of input, numbers of 2^64 and more, and encodings longer than needed. */
        long read(String name) throws InvalidBatchDataException {
            long value = 0;
            int shift = 0;
            while (true) {
                if (position >= source.length) {
                    throw new InvalidBatchDataException("Expected " + name + ", found the end of the content.");
                }
                int next = source[position++] & 0xff;
                boolean beyond64Bits = shift + PAYLOAD_BITS > Long.SIZE && next > 1;
                if (shift >= Long.SIZE || beyond64Bits) {
                    throw new InvalidBatchDataException("Expected " + name + " below 2^64, found a larger number.");
                }
                value |= (long) (next & PAYLOAD_MASK) << shift;
                if ((next & MORE) == 0) {
                    if (next == 0 && shift > 0) {
                        throw new InvalidBatchDataException(
                                "Expected the shortest encoding of " + name + ", found a longer one.");
                    }
                    return value;
                }
                shift += PAYLOAD_BITS;
            }
        }
    }
}
