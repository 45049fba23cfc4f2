package dev.candor.http.problems;

import java.util.List;

/** Ends a request with a problem that is the caller's. Carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;
    private final String detail;
    private final transient List<FieldProblem> errors;

    private ProblemException(ProblemKind kind, String detail, List<FieldProblem> errors) {
        super(detail, null, false, false);
        this.kind = kind;
        this.detail = detail;
        this.errors = errors;
    }

    /**
     * One member of the request that is not of the documented form.
     *
     * @param pointer JSON pointer into the body, or the name of a path or query parameter
     */
    public record FieldProblem(String pointer, String message) {}

    /** @param detail expected, found, do */
    public static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(kind, detail, List.of());
    }

    public static ProblemException invalid(String pointer, String message) {
        return new ProblemException(ProblemKind.INVALID_REQUEST, message, List.of(new FieldProblem(pointer, message)));
    }

    ProblemKind kind() {
        return kind;
    }

    String detail() {
        return detail;
    }

    List<FieldProblem> errors() {
        return errors;
    }
}
