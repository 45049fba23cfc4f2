/**
 * Follows L1: blocks and logs in order, to a chosen depth, exactly once per lineage, with the position kept by the caller. Uses
 * web3j and the protocol's value types; no framework.
 */
@NullMarked
package dev.candor.l1;

import org.jspecify.annotations.NullMarked;
