/**
 * The receipt of a transaction: its whole way in one document that verifies offline (spec/receipts.md), and promises that
 * somebody brings because the log lacks them. May use {@code batches}, {@code dev.candor.l1.rollup}, {@code entries}, {@code log},
 * {@code checkpoint} and {@code rollup}. Reads only.
 */
@NullMarked
package dev.candor.audit.receipts;

import org.jspecify.annotations.NullMarked;
