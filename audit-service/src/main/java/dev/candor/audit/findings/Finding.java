package dev.candor.audit.findings;

import dev.candor.audit.findings.evidence.Evidence;

/**
 * Something that must not be, as a detector sees it. Its id follows from kind and subject, so the same thing seen again
 * is the same finding.
 *
 * @param subject what it is about, in the alphabet {@code [a-z0-9.-]}: numbers of its slot joined by dots
 */
public record Finding(FindingKind kind, String subject, Words words, Evidence evidence) {
    private static final String SUBJECT_FORM = "[a-z0-9][a-z0-9.-]{0,119}";

    public Finding {
        if (!subject.matches(SUBJECT_FORM)) {
            throw new IllegalArgumentException("Expected a subject of " + SUBJECT_FORM + ", found " + subject + ".");
        }
    }

    /** For example {@code promise-equivocation.17}. */
    public String id() {
        return id(kind, subject);
    }

    public static String id(FindingKind kind, String subject) {
        return kind.code() + "." + subject;
    }
}
