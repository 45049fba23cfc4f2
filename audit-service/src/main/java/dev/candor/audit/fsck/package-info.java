/**
 * The full check of a log from its public bytes alone (log.md section 6), as a program of its own. May use the forms of
 * entries in {@code log} and the note lines in {@code logkeys}, the bindings and the node of L1, and nothing of the pipeline.
 */
@NullMarked
package dev.candor.audit.fsck;

import org.jspecify.annotations.NullMarked;
