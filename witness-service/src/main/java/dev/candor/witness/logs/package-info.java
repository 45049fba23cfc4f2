/**
 * Which logs are cosigned, whose keys are trusted for each, and the newest tree of each that was cosigned: the memory that makes
 * a cosignature worth something. Logs come from a file and from operators on the management port. May use {@code identity}.
 */
@NullMarked
package dev.candor.witness.logs;

import org.jspecify.annotations.NullMarked;
