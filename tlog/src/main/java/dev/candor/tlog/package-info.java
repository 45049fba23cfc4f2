/**
 * A transparency log as values: the tree of RFC 6962, and the texts of C2SP (tlog-tiles, signed-note, tlog-checkpoint,
 * tlog-cosignature, tlog-witness, tlog-proof, tlog-policy) parsed strictly and printed byte for byte.
 *
 * <p>May use nothing but the JDK: no clock, no network, no files. Whoever serves or fetches passes bytes and times in.
 * Untrusted input gives a {@link dev.candor.tlog.Parsed}; an argument that only a bug can produce throws.
 */
@NullMarked
package dev.candor.tlog;

import org.jspecify.annotations.NullMarked;
