package dev.candor.leadership;

import java.util.Optional;
import java.util.function.Supplier;

/** Whether this process is the one that leads, and transactions that hold only while it is. */
public interface Leadership {

    /** The current term, while this process holds the lease. */
    Optional<Term> current();

    /**
     * Runs {@code work} in one database transaction that commits only if {@code term} still holds the lease (the lease row is
     * locked in share mode first, so that a successor waits for the commit).
     *
     * @throws DeposedException the lease has passed to another holder; nothing was written
     */
    <T> T fenced(Term term, Supplier<T> work);
}
