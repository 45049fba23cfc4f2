/**
 * Starts the real servers that Candor stands on (PostgreSQL, a Kafka broker, anvil as L1, geth as L2) on free ports of
 * this machine, for tests and for the devnet. Knows nothing of the services.
 */
@NullMarked
package dev.candor.localservers;

import org.jspecify.annotations.NullMarked;
