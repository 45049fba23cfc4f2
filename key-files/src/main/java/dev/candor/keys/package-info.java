/**
 * Signing keys from files, and the refusal of keys that everybody knows. May use {@code protocol}; no framework, no service.
 */
@NullMarked
package dev.candor.keys;

import org.jspecify.annotations.NullMarked;
