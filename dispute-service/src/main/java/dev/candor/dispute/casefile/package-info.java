/**
 * The page of a case: what happened, what it costs, what comes next and who must act. May use {@code rollup}, {@code calls},
 * {@code courtlog} and {@code filing}.
 */
@NullMarked
package dev.candor.dispute.casefile;

import org.jspecify.annotations.NullMarked;
