/**
 * Brings transactions of one account into L1 blocks, through crashes, lost answers, stuck fees and reorganisations. A service has the tables
 * of {@code outbound.sql} (a resource of this package) in its own migrations with the columns of its calls beside, and drives
 * {@link dev.candor.l1.transactions.OutboundTransactions} from one thread while it leads. May use {@code l1-follower},
 * {@code leadership}, {@code protocol}, web3j and Spring's JDBC; no service.
 */
@NullMarked
package dev.candor.l1.transactions;

import org.jspecify.annotations.NullMarked;
