/** Scenarios in the protocol's words against a real network of processes. May use {@code devnet} and {@code protocol}. */
@NullMarked
package dev.candor.acceptance;

import org.jspecify.annotations.NullMarked;
