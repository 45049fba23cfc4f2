/**
 * The small value types that every protocol object is made of: byte strings, hashes, addresses and numbers.
 *
 * <p>May use nothing but the JDK. Every other package of this module may use it.
 */
@NullMarked
package dev.candor.protocol.types;

import org.jspecify.annotations.NullMarked;
