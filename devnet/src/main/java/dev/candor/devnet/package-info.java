/**
 * The one-command network: PostgreSQL, a Kafka broker, anvil as L1, geth as L2, the contracts and sequencer-service as a
 * process of its own, on this machine. {@link dev.candor.devnet.Devnet} is also what acceptance tests start and break.
 *
 * <p>May use {@code local-servers} and {@code protocol}. It talks to the service as its users do, over HTTP.
 */
@NullMarked
package dev.candor.devnet;

import org.jspecify.annotations.NullMarked;
