package dev.candor.http.problems;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A problem document put together where there is no framework to do it. */
final class ProblemText {
    private static final String CONTENT_TYPE = "application/problem+json";

    private ProblemText() {}

    /** @param detail plain text without quotes or backslashes: our words, never the caller's */
    static void write(HttpServletResponse response, ProblemKind kind, int status, String detail) throws IOException {
        String json = "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(kind.type(), kind.title(), status, detail);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What can be said of a request that never reached a resource. */
    static String detailOf(int status) {
        return switch (status) {
            case 400 -> "Expected a request of valid HTTP form, found something else.";
            case 404 -> "Expected a path of this service, found another: see /v3/api-docs.";
            case 405 -> "Expected another method on this path: see the header Allow.";
            case 413 -> "Expected a smaller request.";
            case 414 -> "Expected a shorter path.";
            case 431 -> "Expected shorter headers.";
            default ->
                status < ProblemKind.INTERNAL.status()
                        ? "The request cannot be answered as it is."
                        : "A failure of ours: the service's log has it.";
        };
    }
}
