package dev.candor.audit.fsck;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import java.util.List;

/** The members of a trust file (receipts.md section 4) that the check needs. */
record TrustFile(Domain domain, String deploymentBlock, String auditAnchor, Log log) {
    record Domain(String rollupId, String l1ChainId, String rollup) {
        CandorDomain read() {
            return new CandorDomain(Long.parseUnsignedLong(l1ChainId), Address.fromHex(rollup));
        }
    }

    record Log(String origin, List<String> verifierKeys, String policy) {}
}
