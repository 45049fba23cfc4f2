/**
 * Takes every record of every logged topic, gives it its index, and stores it with the position in one transaction. Kafka's
 * own positions are not used. May use {@code rollup} and {@code log}.
 */
@NullMarked
package dev.candor.audit.ingest;

import org.jspecify.annotations.NullMarked;
