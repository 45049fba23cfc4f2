package dev.candor.audit.fsck;

import dev.candor.protocol.types.Address;
import java.net.URI;
import java.util.Optional;

/**
 * Where a log is read, and what it is held against.
 *
 * @param bytes below the log's prefix
 * @param service the service's own resources; empty for a mirror
 * @param selfNamed whether the service itself named the keys and the policy
 */
record LogSource(
        PublicBytes bytes, Optional<PublicBytes> service, Trust trust, boolean selfNamed, Optional<OnL1> anchors) {

    /**
     * @param rpcUrl an L1 endpoint
     * @param contract AuditAnchor
     * @param fromBlock of its deployment, or an earlier one
     */
    record OnL1(URI rpcUrl, Address contract, long chainId, long fromBlock) {}
}
