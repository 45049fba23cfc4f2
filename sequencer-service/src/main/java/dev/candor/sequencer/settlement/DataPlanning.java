package dev.candor.sequencer.settlement;

import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sends the data of executed batches ahead of their posts, in the order of numbers, as many chunks as there are places. */
@Component
class DataPlanning {
    /** Places that data leaves free, so that posts and finalizations never wait for it. */
    private static final int PLACES_FOR_OTHERS = 4;

    private static final int LOOK_AHEAD_BATCHES = 80;
    private static final long BASE_GAS = 21_000;
    private static final long STORE_AND_LOG_GAS = 120_000;
    private static final long FLOOR_GAS_PER_ZERO = 10;
    private static final long FLOOR_GAS_PER_NONZERO = 40;
    private static final long EXECUTION_GAS_PER_BYTE = 20;

    private final BatchStore batches;
    private final ArrivalRows arrivals;
    private final BatchChunks chunks;
    private final DataSigning signing;
    private final SentChunks sentChunks;
    private final OutboundTransactions<L1Call> outbound;
    private final RollupCalls calls;
    private final Leadership leadership;

    DataPlanning(
            BatchStore batches,
            ArrivalRows arrivals,
            BatchChunks chunks,
            DataSigning signing,
            SentChunks sentChunks,
            OutboundTransactions<L1Call> outbound,
            RollupCalls calls,
            Leadership leadership) {
        this.batches = batches;
        this.arrivals = arrivals;
        this.chunks = chunks;
        this.signing = signing;
        this.sentChunks = sentChunks;
        this.outbound = outbound;
        this.calls = calls;
        this.leadership = leadership;
    }

    /** @param firstUnposted the next batch that L1 does not have */
    void send(Term term, long firstUnposted, L1Header head) {
        int places = outbound.freePlaces() - PLACES_FOR_OTHERS;
        if (places <= 0) {
            return;
        }
        for (StoredBatch batch : batches.from(firstUnposted, BatchStatus.EXECUTED, LOOK_AHEAD_BATCHES)) {
            places -= sendMissing(term, batch, places, head);
            if (places <= 0) {
                return;
            }
        }
    }

    /** Whether every chunk is in an L1 block, and if so their hashes. */
    Optional<List<Hash32>> onL1(StoredBatch batch) {
        List<Hash32> hashes = chunks.hashes(batch.cut().generation().value(), batch.number());
        boolean all = !hashes.isEmpty() && new HashSet<>(sentChunks.among(hashes, "MINED")).containsAll(hashes);
        return all ? Optional.of(hashes) : Optional.empty();
    }

    private int sendMissing(Term term, StoredBatch batch, int places, L1Header head) {
        List<Hash32> cut = chunks.hashes(batch.cut().generation().value(), batch.number());
        Set<Hash32> sent = new HashSet<>(sentChunks.among(cut, "MINED"));
        sent.addAll(sentChunks.among(cut, "PENDING"));
        if (!cut.isEmpty() && sent.containsAll(cut)) {
            return 0;
        }
        BatchData data = BatchPayload.of(
                batch, arrivals.range(batch.cut().firstSeq(), batch.cut().seqCount()));
        if (!data.dataHashes().equals(cut)) {
            leadership.fenced(term, () -> {
                chunks.store(batch, data);
                signing.sign(batch, data.dataHashes());
                return true;
            });
        }
        List<Bytes> missing = missing(data, sent);
        missing.stream().limit(places).forEach(chunk -> outbound.send(term, call(batch, chunk), head));
        return Math.min(places, missing.size());
    }

    private static List<Bytes> missing(BatchData data, Set<Hash32> sent) {
        List<Bytes> missing = new ArrayList<>();
        List<Hash32> hashes = data.dataHashes();
        for (int i = 0; i < hashes.size(); i++) {
            if (!sent.contains(hashes.get(i))) {
                missing.add(data.chunks().get(i));
            }
        }
        return missing;
    }

    private L1Call call(StoredBatch batch, Bytes chunk) {
        return new L1Call(
                L1Call.Purpose.DATA,
                batch.cut().generation().value(),
                batch.number(),
                batch.number(),
                Optional.of(dev.candor.protocol.hash.Keccak256.hash(chunk)),
                calls.postData(chunk),
                gasLimit(chunk));
    }

    /** The floor price of input (EIP-7623), or what running costs, whichever is more. */
    private static long gasLimit(Bytes chunk) {
        long zeros = 0;
        for (byte value : chunk.readOnlyArray()) {
            zeros += value == 0 ? 1 : 0;
        }
        long floor = zeros * FLOOR_GAS_PER_ZERO + (chunk.size() - zeros) * FLOOR_GAS_PER_NONZERO;
        long run = chunk.size() * EXECUTION_GAS_PER_BYTE;
        return BASE_GAS + STORE_AND_LOG_GAS + Math.max(floor, run);
    }
}
