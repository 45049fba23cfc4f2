package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header that does not continue its parent (protocol.md section 7, checks 1 and 3): a number, a seq, a forced entry or
 * an instant is left out or taken twice.
 */
public final class RangeRule {
    private final AuditedRollup rollup;
    private final Genesis genesis;

    /** What batch 1 continues; {@code sealedAtMillis} is the genesis timestamp in milliseconds. */
    public record Genesis(Hash32 hash, long sealedAtMillis) {}

    public RangeRule(AuditedRollup rollup, Genesis genesis) {
        this.rollup = rollup;
        this.genesis = genesis;
    }

    /** @param parent the batch before it in its lineage; empty when the log has none with that hash, or it is batch 1 */
    public Optional<Finding> judge(SeenBatch batch, Optional<SeenBatch> parent) {
        List<String> breaks = parent.map(found -> breaks(batch.header(), after(found.header())))
                .orElseGet(() -> breaks(batch.header(), afterGenesis()));
        if (breaks.isEmpty()) {
            return Optional.empty();
        }
        Evidence.Builder evidence = Evidence.of()
                .signed("header", batch.signedHeader())
                .entries(batch.at().entry());
        parent.ifPresent(found -> evidence.signed("parent", found.signedHeader())
                .entries(found.at().entry()));
        return Optional.of(new Finding(
                FindingKind.RANGE_NOT_CONTIGUOUS,
                batch.subject(),
                new Words(
                        batch.words() + " to continue its parent",
                        String.join("; ", breaks),
                        "It cannot be posted as it is. Compare the orderer's database with the log; after a rollback the anchor is the parent."),
                evidence.build()));
    }

    /** What the next header must begin with. */
    private record Next(
            BatchNumber number,
            Hash32 parentHash,
            Seq firstSeq,
            long sealedAfterMillis,
            long forcedAtLeast,
            long originAtLeast) {}

    private Next after(BatchHeader parent) {
        return new Next(
                parent.number().next(),
                parent.digest(rollup.domain()),
                parent.firstSeq().plus(parent.seqCount()),
                parent.sealedAtMillis(),
                parent.forcedThrough(),
                parent.l1OriginNumber());
    }

    private Next afterGenesis() {
        return new Next(BatchNumber.FIRST, genesis.hash(), Seq.ZERO, genesis.sealedAtMillis(), 0, 0);
    }

    private static List<String> breaks(BatchHeader header, Next next) {
        List<String> breaks = new ArrayList<>();
        note(breaks, "number", next.number(), header.number());
        note(breaks, "parentHash", next.parentHash(), header.parentHash());
        note(breaks, "firstSeq", next.firstSeq(), header.firstSeq());
        noteAtLeast(breaks, "sealedAtMillis", next.sealedAfterMillis() + 1, header.sealedAtMillis());
        noteAtLeast(breaks, "forcedThrough", next.forcedAtLeast(), header.forcedThrough());
        noteAtLeast(breaks, "l1OriginNumber", next.originAtLeast(), header.l1OriginNumber());
        note(breaks, "depositsThrough", 0L, header.depositsThrough());
        return breaks;
    }

    private static void note(List<String> breaks, String member, Object expected, Object found) {
        if (!expected.equals(found)) {
            breaks.add("%s %s instead of %s".formatted(member, found, expected));
        }
    }

    private static void noteAtLeast(List<String> breaks, String member, long least, long found) {
        if (Long.compareUnsigned(found, least) < 0) {
            breaks.add("%s %s instead of at least %s"
                    .formatted(member, Long.toUnsignedString(found), Long.toUnsignedString(least)));
        }
    }
}
