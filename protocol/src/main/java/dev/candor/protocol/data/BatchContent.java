package dev.candor.protocol.data;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a batch puts on L1 before compression (protocol.md section 7): per arrival, in the order of seq,
 * {@code zigzag(receivedAtMillis delta) ‖ n}, then n bytes of rawTx, or for n = 0 {@code m}: 0 for EMPTY, else
 * duplicateOf = seq − m; the rest is the RLP of the L2 block header. The first delta counts from sealedAtMillis, later
 * ones from the last arrival that is not EMPTY. Forced entries are not repeated.
 *
 * @param l2BlockHeader its RLP, as it stands in the content
 */
public record BatchContent(List<DataArrival> arrivals, Bytes l2BlockHeader) {
    public BatchContent {
        arrivals = List.copyOf(arrivals);
    }

    /** The content's bytes; {@code firstSeq} and {@code sealedAtMillis} are the header's. */
    public Bytes encode(Seq firstSeq, long sealedAtMillis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long reference = sealedAtMillis;
        Seq seq = firstSeq;
        for (DataArrival arrival : arrivals) {
            reference = write(out, arrival, seq, reference);
            seq = seq.next();
        }
        out.writeBytes(l2BlockHeader.readOnlyArray());
        return Bytes.wrap(out.toByteArray());
    }

    private static long write(ByteArrayOutputStream out, DataArrival arrival, Seq seq, long reference) {
        return switch (arrival) {
            case DataArrival.Transaction(long receivedAtMillis, Bytes rawTx) -> {
                Varints.write(out, Varints.zigzag(receivedAtMillis - reference));
                Varints.write(out, rawTx.size());
                out.writeBytes(rawTx.readOnlyArray());
                yield receivedAtMillis;
            }
            case DataArrival.Duplicate(long receivedAtMillis, Seq duplicateOf) -> {
                if (!duplicateOf.isBefore(seq)) {
                    throw new IllegalArgumentException(
                            "Expected arrival " + seq + " to repeat an earlier one, found " + duplicateOf + ".");
                }
                Varints.write(out, Varints.zigzag(receivedAtMillis - reference));
                Varints.write(out, 0);
                Varints.write(out, seq.value() - duplicateOf.value());
                yield receivedAtMillis;
            }
            case DataArrival.Empty() -> {
                Varints.write(out, Varints.zigzag(0));
                Varints.write(out, 0);
                Varints.write(out, 0);
                yield reference;
            }
        };
    }

    /**
     * Reads the content of a batch whose header names {@code firstSeq}, {@code seqCount} and {@code sealedAtMillis}.
     * The block header is checked to be one; whether the transactions decode is left to the reader of the result.
     */
    public static BatchContent decode(Bytes content, Seq firstSeq, long seqCount, long sealedAtMillis)
            throws InvalidBatchDataException {
        byte[] source = content.readOnlyArray();
        Varints.Reader reader = new Varints.Reader(source);
        List<DataArrival> arrivals = new ArrayList<>();
        long reference = sealedAtMillis;
        for (long i = 0; Long.compareUnsigned(i, seqCount) < 0; i++) {
            long delta = Varints.unzigzag(reader.read("a time delta"));
            long receivedAtMillis = plus(reference, delta);
            DataArrival arrival = read(reader, source, firstSeq.plus(i), delta, receivedAtMillis);
            arrivals.add(arrival);
            reference = arrival instanceof DataArrival.Empty ? reference : receivedAtMillis;
        }
        Bytes l2BlockHeader = Bytes.wrap(Arrays.copyOfRange(source, reader.position(), source.length));
        requireBlockHeader(l2BlockHeader);
        return new BatchContent(arrivals, l2BlockHeader);
    }

    private static DataArrival read(Varints.Reader reader, byte[] source, Seq seq, long delta, long receivedAtMillis)
            throws InvalidBatchDataException {
        long size = reader.read("the size of a transaction");
        if (size != 0) {
            if (Long.compareUnsigned(size, reader.remaining()) > 0) {
                throw new InvalidBatchDataException("Expected " + Long.toUnsignedString(size) + " bytes of arrival "
                        + seq + ", found " + reader.remaining() + ".");
            }
            int from = reader.position();
            reader.skip((int) size);
            return new DataArrival.Transaction(
                    receivedAtMillis, Bytes.wrap(Arrays.copyOfRange(source, from, reader.position())));
        }
        long back = reader.read("the distance to the repeated arrival");
        if (back == 0) {
            if (delta != 0) {
                throw new InvalidBatchDataException(
                        "Expected a delta of 0 for the EMPTY arrival " + seq + ", found " + delta + ".");
            }
            return new DataArrival.Empty();
        }
        if (Long.compareUnsigned(back, seq.value()) > 0) {
            throw new InvalidBatchDataException("Expected arrival " + seq + " to repeat an earlier one, found one "
                    + Long.toUnsignedString(back) + " before it.");
        }
        return new DataArrival.Duplicate(receivedAtMillis, new Seq(seq.value() - back));
    }

    private static void requireBlockHeader(Bytes rlp) throws InvalidBatchDataException {
        try {
            L2BlockHeader.decode(rlp);
        } catch (MalformedRlpException e) {
            throw new InvalidBatchDataException("Expected the RLP of an L2 block header at the end: " + e.getMessage());
        }
    }

    private static long plus(long reference, long delta) throws InvalidBatchDataException {
        long sum = reference + delta;
        // Times are below 2^63 milliseconds on both ends; anything that leaves that range is not a time.
        boolean overflowed = ((reference ^ sum) & (delta ^ sum)) < 0;
        if (overflowed || sum < 0) {
            throw new InvalidBatchDataException(
                    "Expected a time of 0 to 2^63 - 1 milliseconds, found " + reference + " + " + delta + ".");
        }
        return sum;
    }
}
