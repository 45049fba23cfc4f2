package dev.candor.audit.findings.rules;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/** Whose acts are judged, and under which domain they are signed. */
public record AuditedRollup(RollupId id, CandorDomain domain, Hash32 sequencerId) {}
