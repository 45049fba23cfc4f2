/**
 * Decides on every transaction that arrives: a promise or a signed refusal. May use {@code arrivals}, {@code batches},
 * {@code execution}, {@code l1} and {@code signing}.
 */
@NullMarked
package dev.candor.sequencer.intake;

import org.jspecify.annotations.NullMarked;
