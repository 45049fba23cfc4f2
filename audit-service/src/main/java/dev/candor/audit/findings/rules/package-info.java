/**
 * The detectors: each a small class that decides over values what contradicts what. No clock, no database, no network.
 *
 * <p>May use the protocol library, {@code findings} and {@code findings.evidence}.
 */
@NullMarked
package dev.candor.audit.findings.rules;

import org.jspecify.annotations.NullMarked;
