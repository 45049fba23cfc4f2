/**
 * Brings evidence of faults to the court on L1 and tells what became of it. It has no right of its own there: whatever it does, anybody
 * can do with the {@code directCall} of its answers.
 */
@NullMarked
package dev.candor.dispute;

import org.jspecify.annotations.NullMarked;
