/**
 * The log's two keys: who signs checkpoints and how both lines are made and checked (log.md section 4). May use
 * {@code rollup}.
 */
@NullMarked
package dev.candor.audit.logkeys;

import org.jspecify.annotations.NullMarked;
