/**
 * A service's events on their way to Kafka: written in the transaction of their cause, sent in order by the holder of the lease; and
 * Kafka clients with the settings that durability rests on. A service imports
 * {@link dev.candor.messaging.MessagingConfiguration}, declares {@link dev.candor.messaging.EventSource} and
 * {@link dev.candor.messaging.RelayOptions}, and has the table of {@code outbox.sql} (a resource of this package) in its own
 * migrations. May use {@code leadership}, Kafka, Spring's JDBC, Jackson and Micrometer; no service.
 */
@NullMarked
package dev.candor.messaging;

import org.jspecify.annotations.NullMarked;
