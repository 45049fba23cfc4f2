/**
 * Real servers on loopback ports: PostgreSQL, a Kafka broker, anvil, geth. For tests and for the devnet.
 *
 * <p>Plain JDK and libraries, no Spring. Nothing here knows the protocol; nothing a running service needs may stand
 * here. Every server is an {@link java.lang.AutoCloseable} that is ready when its factory returns, and none outlives
 * the JVM that started it.
 */
@NullMarked
package dev.candor.localservers;

import org.jspecify.annotations.NullMarked;
