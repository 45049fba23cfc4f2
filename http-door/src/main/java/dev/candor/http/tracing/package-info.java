/**
 * One id per request, from the caller's {@code traceparent} (W3C Trace Context) or fresh, in every log line of the request and
 * in the answer. A service imports {@link dev.candor.http.tracing.TracingConfiguration}. May
 * use Spring MVC and the server; no service.
 */
@NullMarked
package dev.candor.http.tracing;

import org.jspecify.annotations.NullMarked;
