/**
 * The one-command network: PostgreSQL, a Kafka broker, anvil as L1, geth as L2, the contracts, and sequencer-service,
 * audit-service and three witnesses as processes of their own, on this machine. {@link dev.candor.devnet.Devnet} is also what
 * acceptance tests start and break.
 *
 * <p>May use {@code local-servers}, {@code protocol}, {@code tlog} and {@code key-files}. It talks to the services as their users
 * do, over HTTP.
 */
@NullMarked
package dev.candor.devnet;

import org.jspecify.annotations.NullMarked;
