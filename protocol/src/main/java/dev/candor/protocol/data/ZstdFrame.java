package dev.candor.protocol.data;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.candor.protocol.types.Bytes;

/**
 * One zstd frame (RFC 8878) as batches carry it: no dictionary, content size present, window at most 8 MiB, nothing
 * after it. The header is read here first, so that nothing is allocated for a frame that promises too much.
 */
final class ZstdFrame {
    static final int MAX_WINDOW_BYTES = 8 << 20;
    private static final int LEVEL = 3;
    private static final int[] MAGIC = {0x28, 0xb5, 0x2f, 0xfd};
    private static final int WINDOW_LOG_MIN = 10;
    private static final int TWO_BYTE_SIZE_OFFSET = 256;

    private ZstdFrame() {}

    static byte[] compress(Bytes content) {
        return Zstd.compress(content.readOnlyArray(), LEVEL);
    }

    /** The content, of at most {@code maxContentBytes}. */
    static Bytes decompress(byte[] frame, long maxContentBytes) throws InvalidBatchDataException {
        long size = contentSize(frame);
        if (size < 0 || size > maxContentBytes) {
            throw new InvalidBatchDataException("Expected at most " + maxContentBytes + " bytes of content, found "
                    + Long.toUnsignedString(size) + ".");
        }
        byte[] content = new byte[Math.toIntExact(size)];
        try {
            boolean isWhole = Zstd.findFrameCompressedSize(frame) == frame.length;
            require(isWhole, "one whole zstd frame and nothing after it");
            long written = Zstd.decompressByteArray(content, 0, content.length, frame, 0, frame.length);
            require(written == size, "a zstd frame of " + size + " bytes of content");
        } catch (ZstdException e) {
            throw new InvalidBatchDataException("Expected a whole zstd frame, found a damaged one: " + e.getMessage());
        }
        return Bytes.wrap(content);
    }

    /** The content size that the frame header promises, unsigned (RFC 8878 section 3.1.1.1). */
    private static long contentSize(byte[] frame) throws InvalidBatchDataException {
        for (int i = 0; i < MAGIC.length; i++) {
            require(at(frame, i) == MAGIC[i], "a zstd frame");
        }
        int descriptor = at(frame, MAGIC.length);
        boolean singleSegment = (descriptor & 0x20) != 0;
        require((descriptor & 0x08) == 0, "the reserved bit of the frame header to be 0");
        require((descriptor & 0x03) == 0, "no dictionary id");
        int sizeFlag = descriptor >> 6;
        require(sizeFlag != 0 || singleSegment, "the content size in the frame header");
        int position = MAGIC.length + 1;
        if (!singleSegment) {
            require(window(at(frame, position)) <= MAX_WINDOW_BYTES, "a window of at most 8 MiB");
            position++;
        }
        int sizeBytes = 1 << sizeFlag;
        long size = sizeFlag == 1 ? TWO_BYTE_SIZE_OFFSET : 0;
        for (int i = 0; i < sizeBytes; i++) {
            size += (long) at(frame, position + i) << (Byte.SIZE * i);
        }
        // Without a window of its own the content is the window.
        boolean windowTooLarge = singleSegment && Long.compareUnsigned(size, MAX_WINDOW_BYTES) > 0;
        require(!windowTooLarge, "a window of at most 8 MiB");
        return size;
    }

    private static long window(int descriptor) {
        long base = 1L << (WINDOW_LOG_MIN + (descriptor >> 3));
        return base + base / 8 * (descriptor & 0x07);
    }

    private static int at(byte[] frame, int index) throws InvalidBatchDataException {
        require(index < frame.length, "a whole frame header");
        return frame[index] & 0xff;
    }

    private static void require(boolean condition, String expected) throws InvalidBatchDataException {
        if (!condition) {
            throw new InvalidBatchDataException("Expected " + expected + ", found otherwise.");
        }
    }
}
