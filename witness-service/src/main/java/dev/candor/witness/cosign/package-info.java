/**
 * The tlog-witness server: decides whether a checkpoint extends what was cosigned before, stores it, then cosigns it. Logs
 * written by others work against it unchanged. May use {@code identity} and {@code logs}.
 */
@NullMarked
package dev.candor.witness.cosign;

import org.jspecify.annotations.NullMarked;
