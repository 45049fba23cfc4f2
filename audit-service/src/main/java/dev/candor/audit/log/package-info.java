/**
 * The log's tree: entries and coverage, what was sequenced, tiles and bundles as stored bytes, integration, proofs. Writes
 * are fenced by the lease. May use {@code rollup}.
 */
@NullMarked
package dev.candor.audit.log;

import org.jspecify.annotations.NullMarked;
