/**
 * Brings cases forward on L1: commits to proofs and proves, executes slashes that are due, closes disputes whose time is over. One round
 * after the other while this process leads; everything it needs is in the database and on L1. May use {@code rollup},
 * {@code calls}, {@code courtlog} and {@code filing}.
 */
@NullMarked
package dev.candor.dispute.driver;

import org.jspecify.annotations.NullMarked;
