package dev.candor.http.problems;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what resources throw, and what the framework finds wrong with a request, into problem details. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<ProblemDetail> problem(ProblemException problem, WebRequest request) {
        ProblemDetail body = body(problem.kind(), problem.kind().status(), problem.detail(), request);
        if (!problem.errors().isEmpty()) {
            body.setProperty("errors", problem.errors());
        }
        return answer(body);
    }

    /** The database is away or did not answer in time: nothing is wrong with the request. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ProblemDetail> unavailable(Exception failure, WebRequest request) {
        LOG.warn("database does not answer path={} failure={}", path(request), failure.toString());
        return answer(body(
                ProblemKind.BUSY,
                ProblemKind.BUSY.status(),
                "Expected the database to answer, found that it does not now: try again.",
                request));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> failure(Exception failure, WebRequest request) {
        String incident = "urn:uuid:" + UUID.randomUUID();
        LOG.error("request failed path={} incident={}", path(request), incident, failure);
        ProblemDetail body = body(
                ProblemKind.INTERNAL,
                ProblemKind.INTERNAL.status(),
                "A failure of ours: the service's log has it under the incident id.",
                request);
        body.setInstance(URI.create(incident));
        return answer(body);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        boolean isTooLarge = causedByTooLarge(failure);
        ProblemKind kind = isTooLarge ? ProblemKind.BODY_TOO_LARGE : ProblemKind.INVALID_REQUEST;
        String detail = isTooLarge
                ? "Expected a body of at most %d bytes, found more.".formatted(BodyLimit.MAX_BYTES)
                : "Expected a body of the documented form, found something else.";
        return this.handleExceptionInternal(
                failure,
                body(kind, kind.status(), detail, request),
                headers,
                HttpStatusCode.valueOf(kind.status()),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail given && given.getType() != null
                ? given
                : ProblemDetail.forStatusAndDetail(status, FrameworkProblem.detailOf(failure, status.value()));
        ProblemKind kind = ProblemKind.ofStatus(status.value());
        problem.setType(URI.create(kind.type()));
        problem.setTitle(kind.title());
        problem.setInstance(URI.create(path(request)));
        HttpHeaders typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, typed, status);
    }

    private static boolean causedByTooLarge(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof BodyLimit.BodyTooLargeException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static ProblemDetail body(ProblemKind kind, int status, String detail, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create(kind.type()));
        problem.setTitle(kind.title());
        problem.setDetail(detail);
        problem.setInstance(URI.create(path(request)));
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail body) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(body.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        // 429 has two kinds: of too many subscribers and of too many requests.
        if (body.getStatus() == ProblemKind.BUSY.status() || body.getStatus() == ProblemKind.RATE_LIMITED.status()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(body);
    }

    /** As it came, still encoded: fit for a URI. */
    private static String path(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                ? servlet.getRequest().getRequestURI()
                : "/";
    }
}
