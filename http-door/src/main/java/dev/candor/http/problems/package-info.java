/**
 * Errors of the REST resources as problem details (RFC 9457, spec/errors.md section 4), whoever finds them: a resource, the web
 * framework or the server. No answer shows a stack trace. A service imports {@link dev.candor.http.problems.ProblemConfiguration}. May
 * use Spring MVC and the server; no service.
 */
@NullMarked
package dev.candor.http.problems;

import org.jspecify.annotations.NullMarked;
