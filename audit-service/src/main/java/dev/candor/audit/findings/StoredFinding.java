package dev.candor.audit.findings;

import java.util.Optional;

/**
 * A finding with its history; times are Unix milliseconds.
 *
 * @param sequence order in which findings were first raised
 * @param episode how often it was raised anew, from 1
 * @param seenCount how often a detector saw it; of a collapsed one how many it stands for
 * @param evidence JSON
 */
record StoredFinding(
        long sequence,
        String id,
        FindingKind kind,
        String subject,
        FindingState state,
        int episode,
        long seenCount,
        long raisedAtMillis,
        long lastSeenAtMillis,
        Optional<Long> clearedAtMillis,
        Words words,
        Optional<String> clearedBecause,
        String evidence) {}
