package dev.candor.audit.findings;

/** How soon somebody must look. */
public enum Severity {
    /** A contradiction that cannot be undone: somebody signed, posted or logged what must not be. */
    CRITICAL,
    /** A duty is not kept, or a statement cannot be true. */
    MAJOR,
    /** Not yet a fault; it may pass or become one. */
    WARNING
}
