package dev.candor.audit.fsck;

import org.jspecify.annotations.Nullable;

/**
 * The members of a devnet's {@code devnet.json} that the check needs.
 *
 * @param audit null for a network without audit-service
 */
record DevnetFile(String l1RpcUrl, @Nullable Audit audit) {
    record Audit(String url, String trustFile) {}
}
