/**
 * Which rollup this process keeps the log of: its identity, the log's origin, the configuration of this process. May use
 * nothing of the other features.
 */
@NullMarked
package dev.candor.audit.rollup;

import org.jspecify.annotations.NullMarked;
