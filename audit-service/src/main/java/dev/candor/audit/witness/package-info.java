/**
 * The witnesses of the log's policy: asks each for its cosignature (C2SP tlog-witness) and remembers how far it is. May use
 * {@code rollup}, {@code log} and {@code logkeys}.
 */
@NullMarked
package dev.candor.audit.witness;

import org.jspecify.annotations.NullMarked;
