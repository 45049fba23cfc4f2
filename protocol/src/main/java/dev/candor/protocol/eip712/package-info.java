/**
 * The signed objects of the protocol as EIP-712 structs: type hashes, struct hashes and digests.
 *
 * <p>May use {@code types}, {@code hash} and {@code abi}.
 */
@NullMarked
package dev.candor.protocol.eip712;

import org.jspecify.annotations.NullMarked;
