/**
 * Words of the contract ABI, as {@code abi.encode} writes static values.
 *
 * <p>May use {@code types}.
 */
@NullMarked
package dev.candor.protocol.abi;

import org.jspecify.annotations.NullMarked;
