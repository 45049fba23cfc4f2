package dev.candor.audit.findings;

/** What a detector wants: applied by the book, in the transaction that moves the detector on. Both are idempotent. */
public sealed interface Decision {
    /** It is so. */
    record Raise(Finding finding) implements Decision {}

    /** It is no longer so; nothing happens when it was not raised. */
    record Clear(FindingKind kind, String subject, String because) implements Decision {}
}
