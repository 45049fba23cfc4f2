/**
 * One id per request, from the caller's {@code traceparent} (W3C Trace Context) or fresh, in every log line of the request and
 * in the answer. May use nothing of the other features.
 */
@NullMarked
package dev.candor.sequencer.tracing;

import org.jspecify.annotations.NullMarked;
