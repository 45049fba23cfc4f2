/** Reads {@code spec/vectors}, the answers that every implementation is held to. */
@NullMarked
package dev.candor.protocol.vectors;

import org.jspecify.annotations.NullMarked;
