package dev.candor.audit.entries;

import java.util.List;

/**
 * A feature that hears of every entry once, in the order of the log, from index 0 on. Each bean of this type is followed on a
 * thread of its own, behind the index, so that look-ups know every entry it is told of.
 */
public interface EntryFollower {

    /** Names its position in the database: never changed, never used by another. */
    String name();

    /**
     * Applies consecutive entries, at most {@link EntryReader#MAX_PAGE}. It runs in the transaction that moves the position: what
     * it writes is there exactly once, whatever crashes. What it throws is logged and counted, and the page comes again; so an
     * event that somebody else made must not make it throw.
     */
    void apply(List<LoggedEntry> page);
}
