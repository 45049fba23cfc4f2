package dev.candor.audit.entries;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds entries by what they say. Answers know the entries below {@link #indexedSize()}. Lists are ascending by index and never
 * longer than their bound: a log in which somebody repeats himself without end costs no more than an honest one.
 */
public interface EntryLookups {
    /** The longest list of entries that say something about one thing. */
    int MAX_FOUND = 64;

    /** Entries that are indexed: all below this index. */
    long indexedSize();

    /** Arrivals of these bytes, EMPTY ones never among them. */
    List<LoggedEntry> arrivalsOf(Hash32 txHash);

    Optional<LoggedEntry> arrival(Seq seq);

    /**
     * Consecutive arrivals, ascending by seq; fewer than asked for where the log has not got further.
     *
     * @param count at most {@link EntryReader#MAX_PAGE}
     */
    List<LoggedEntry> arrivals(Seq first, int count);

    /** Of each of these transactions that is an arrival before {@code before}, the lowest seq. */
    Map<Hash32, Seq> earliest(Collection<Hash32> txHashes, Seq before);

    /** A sender's arrivals from a seq on. {@code max} at most {@link #MAX_FOUND}. */
    List<LoggedEntry> arrivalsOf(Address sender, Seq from, int max);

    /** More than one that differ is an equivocation. */
    List<LoggedEntry> promises(Seq seq);

    /** Promises that name this transaction, whatever is at their seq. */
    List<LoggedEntry> promisesOf(Hash32 txHash);

    List<LoggedEntry> refusalsOf(Hash32 txHash);

    /**
     * What was said about a batch.
     *
     * @param kind one of the batch events
     */
    List<LoggedEntry> ofBatch(EntryKind kind, BatchKey batch);

    /** The BatchSealed whose header has this digest; of several, the first. */
    Optional<LoggedEntry> sealed(Hash32 batchHash);

    /** Every batch whose sealed range covers a seq, oldest generation first. */
    List<BatchKey> batchesCovering(Seq seq);

    /** Every batch that takes an entry of the forced inbox, oldest generation first. */
    List<BatchKey> batchesTaking(long forcedIndex);

    /**
     * Entries of a kind from an index on, as far as they are indexed.
     *
     * @param max 1 to {@link EntryReader#MAX_PAGE}
     */
    List<LoggedEntry> ofKind(EntryKind kind, long from, int max);

    /** Events of a type that is not looked into, from an index on. {@code max} as in {@link #ofKind}. */
    List<LoggedEntry> ofType(String eventType, long from, int max);
}
