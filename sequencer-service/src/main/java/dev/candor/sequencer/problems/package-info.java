/**
 * Errors of the REST resources as problem details (RFC 9457, spec/errors.md section 4), whoever finds them: a resource, the web
 * framework or the server. No answer shows a stack trace. May use nothing of the other features.
 */
@NullMarked
package dev.candor.sequencer.problems;

import org.jspecify.annotations.NullMarked;
