package dev.candor.protocol.data;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of a batch as it goes to L1: {@code 0x01 ‖ one zstd frame}, cut into chunks (protocol.md section 7). Only
 * decoding is normative; two encoders may compress differently.
 *
 * @param chunks 1 to {@link #MAX_CHUNKS}, each of 1 to {@link #MAX_CHUNK_BYTES} bytes
 */
public record BatchData(List<Bytes> chunks) {
    public static final int MAX_CHUNK_BYTES = 96 * 1024;
    public static final int MAX_CHUNKS = 64;

    private static final byte FORMAT = 0x01;
    private static final int MIN_CONTENT_CAP_BYTES = 65_536;
    private static final int CONTENT_CAP_PER_ARRIVAL_BYTES = 32;
    private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8L;
    private static final int CONTENT_CAP_HEADER_BYTES = 2_048;

    public BatchData {
        chunks = List.copyOf(chunks);
        boolean sized = chunks.stream().allMatch(chunk -> !chunk.isEmpty() && chunk.size() <= MAX_CHUNK_BYTES);
        if (chunks.isEmpty() || chunks.size() > MAX_CHUNKS || !sized) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_CHUNKS + " chunks of 1 to " + MAX_CHUNK_BYTES
                    + " bytes, found " + chunks.size() + " or one of another size: cut a smaller batch.");
        }
    }

    /** Compresses and cuts the content of a batch. */
    public static BatchData encode(Bytes content) {
        byte[] frame = ZstdFrame.compress(content);
        byte[] data = new byte[1 + frame.length];
        data[0] = FORMAT;
        System.arraycopy(frame, 0, data, 1, frame.length);
        Bytes whole = Bytes.wrap(data);
        List<Bytes> chunks = new ArrayList<>();
        for (int from = 0; from < whole.size(); from += MAX_CHUNK_BYTES) {
            chunks.add(whole.slice(from, Math.min(from + MAX_CHUNK_BYTES, whole.size())));
        }
        return new BatchData(chunks);
    }

    /**
     * The content, with its size checked against the cap before anything is allocated.
     *
     * @param maxContentBytes see {@link #maxContentBytes}
     */
    public Bytes decode(long maxContentBytes) throws InvalidBatchDataException {
        Bytes whole = Bytes.concat(chunks.toArray(Bytes[]::new));
        if (whole.get(0) != FORMAT) {
            throw new InvalidBatchDataException("Expected data of format 1, found " + whole.get(0) + ".");
        }
        return ZstdFrame.decompress(whole.slice(1, whole.size()).readOnlyArray(), maxContentBytes);
    }

    /**
     * The most bytes the content of a batch may have: {@code max(maxBytes, 65536) + 32 · seqCount + 2048}, or what an
     * array can hold if that is less.
     *
     * @param policyMaxBytes the policy's {@code maxBytes}, uint32
     */
    public static long maxContentBytes(int policyMaxBytes, long seqCount) {
        long rawBytes = Math.max(Integer.toUnsignedLong(policyMaxBytes), MIN_CONTENT_CAP_BYTES);
        boolean isHuge = Long.compareUnsigned(seqCount, MAX_ARRAY_BYTES / CONTENT_CAP_PER_ARRIVAL_BYTES) > 0;
        return isHuge
                ? MAX_ARRAY_BYTES
                : Math.min(
                        MAX_ARRAY_BYTES,
                        rawBytes + CONTENT_CAP_PER_ARRIVAL_BYTES * seqCount + CONTENT_CAP_HEADER_BYTES);
    }

    /** keccak256 of each chunk, in order. */
    public List<Hash32> dataHashes() {
        return chunks.stream().map(Keccak256::hash).toList();
    }

    /** The batch's {@code dataHash}. */
    public Hash32 dataHash() {
        return dataHash(dataHashes());
    }

    /** {@code keccak256(abi.encodePacked(dataHashes))}, also for one. */
    public static Hash32 dataHash(List<Hash32> dataHashes) {
        return Keccak256.hash(dataHashes.stream().map(Hash32::readOnlyArray).toArray(byte[][]::new));
    }

    /** Bytes over all chunks, as L1 carries them. */
    public long size() {
        return chunks.stream().mapToLong(Bytes::size).sum();
    }
}
