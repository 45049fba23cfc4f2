/**
 * The log's HTTP door: checkpoint, tiles and bundles as tlog-tiles wants them, proofs, and what a reader must know of the
 * log. May use {@code rollup}, {@code log}, {@code logkeys}, {@code checkpoint} and {@code witness}; writes nothing.
 */
@NullMarked
package dev.candor.audit.serving;

import org.jspecify.annotations.NullMarked;
