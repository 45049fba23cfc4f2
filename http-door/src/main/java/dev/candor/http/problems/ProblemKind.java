package dev.candor.http.problems;

/** The problem types that no refusal has; spec/errors.md section 4. */
public enum ProblemKind {
    INVALID_REQUEST("invalid-request", 400),
    NOT_FOUND("not-found", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", 405),
    NOT_ACCEPTABLE("not-acceptable", 406),
    NOT_YET("not-yet", 409),
    BODY_TOO_LARGE("body-too-large", 413),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415),
    TOO_MANY_SUBSCRIBERS("too-many-subscribers", 429),
    RATE_LIMITED("rate-limited", 429),
    INTERNAL("internal", 500),
    BUSY("busy", 503);

    private final String code;
    private final int status;

    ProblemKind(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** A URN; the last part is the code. */
    public String type() {
        return "urn:candor:problem:" + code;
    }

    public String title() {
        return code.replace('-', ' ');
    }

    public int status() {
        return status;
    }

    /** The nearest kind for a status that the framework or the server chose. */
    static ProblemKind ofStatus(int status) {
        for (ProblemKind kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return status < INTERNAL.status ? INVALID_REQUEST : INTERNAL;
    }
}
