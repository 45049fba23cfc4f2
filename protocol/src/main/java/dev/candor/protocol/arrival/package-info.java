/**
 * The bytes of an arrival in the arrivals log and the promise that follows from them (protocol.md section 3).
 *
 * <p>May use {@code types}, {@code eip712} and {@code transaction}.
 */
@NullMarked
package dev.candor.protocol.arrival;

import org.jspecify.annotations.NullMarked;
