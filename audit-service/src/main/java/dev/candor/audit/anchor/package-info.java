/**
 * Anchors published checkpoints on L1 and knows which anchors L1 has: drives transactions of its own account through crashes, lost
 * answers and reorganisations. What stands on L1 is known from L1's logs alone. May use {@code rollup}, {@code log} and
 * {@code checkpoint}.
 */
@NullMarked
package dev.candor.audit.anchor;

import org.jspecify.annotations.NullMarked;
