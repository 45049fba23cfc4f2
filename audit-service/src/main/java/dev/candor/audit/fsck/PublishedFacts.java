package dev.candor.audit.fsck;

import java.util.List;

/** The members of {@code GET /v1/log} that the check needs (log.md section 5). */
record PublishedFacts(String prefix, Domain domain, List<String> verifierKeys, String policy) {
    record Domain(String l1ChainId, String rollup) {}
}
