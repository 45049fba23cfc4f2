/**
 * The bytes a batch puts on L1: content, compression frame, chunks, hashes and the stored commitment (protocol.md
 * section 7).
 *
 * <p>May use {@code types}, {@code hash}, {@code abi}, {@code rlp} and {@code block}; the only package that sees the native zstd library.
 */
@NullMarked
package dev.candor.protocol.data;

import org.jspecify.annotations.NullMarked;
