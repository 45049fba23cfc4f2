/**
 * Strict, canonical RLP (Ethereum yellow paper, appendix B), read without copying and refused with a reason.
 *
 * <p>May use {@code types}.
 */
@NullMarked
package dev.candor.protocol.rlp;

import org.jspecify.annotations.NullMarked;
