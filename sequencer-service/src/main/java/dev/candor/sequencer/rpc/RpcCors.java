package dev.candor.sequencer.rpc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Lets pages of other origins call {@code /rpc} (Fetch standard, CORS protocol). Credentials are never allowed, so {@code *}
 * gives a page nothing that curl does not have.
 */
final class RpcCors {
    private static final String ANY = "*";
    private static final String MAX_AGE_SECONDS = "3600";

    private final List<String> origins;

    RpcCors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    void apply(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        boolean any = origins.contains(ANY);
        if (!any) {
            response.addHeader("Vary", "Origin");
        }
        if (!any && !origins.contains(origin)) {
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", any ? ANY : origin);
        response.setHeader("Access-Control-Expose-Headers", "Candor-Promise, Candor-Refusal, Retry-After");
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Access-Control-Allow-Methods", "POST, OPTIONS");
            response.setHeader("Access-Control-Allow-Headers", "Content-Type");
            response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
        }
    }
}
