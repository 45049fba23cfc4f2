/**
 * One active process of several: a lease with a monotonic term, checked in the same transaction as every write. A service imports
 * {@link dev.candor.leadership.LeadershipConfiguration}, declares {@link dev.candor.leadership.LeaseOptions}, and has the table of
 * {@code lease.sql} (a resource of this package) in its own migrations. May use Spring's JDBC and transactions and Micrometer; no
 * service.
 */
@NullMarked
package dev.candor.leadership;

import org.jspecify.annotations.NullMarked;
