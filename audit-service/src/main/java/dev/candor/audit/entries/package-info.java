/**
 * What the log's entries say: every entry decoded from the log's stored bytes, an index over them for look-ups, and a port by
 * which other features follow them in the order of the log, each with a position of its own. May use {@code log},
 * {@code checkpoint} and {@code rollup}. Tables hold keys and places only.
 */
@NullMarked
package dev.candor.audit.entries;

import org.jspecify.annotations.NullMarked;
