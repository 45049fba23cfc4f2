/**
 * Signed heads of the tree: the root recomputed from stored bytes, recorded, signed with both keys, cosigned by a quorum of
 * witnesses, published. May use {@code rollup}, {@code log}, {@code logkeys} and {@code witness}.
 */
@NullMarked
package dev.candor.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
