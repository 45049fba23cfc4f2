package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement against its batch and the outcomes told with it. Whether the outcomes themselves are right takes
 * re-execution (F8); here only what the statement says of itself is compared.
 */
public final class OutcomesRule {
    private final AuditedRollup rollup;

    public OutcomesRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    public Optional<Finding> ofOtherBatch(SeenStatement seen, SeenBatch batch) {
        Hash32 expected = batch.header().digest(rollup.domain());
        if (seen.statement().batchHash().equals(expected)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                FindingKind.STATEMENT_OF_OTHER_BATCH,
                seen.subject(),
                new Words(
                        "the statement of " + batch.words() + " to name its hash " + expected,
                        seen.statement().batchHash().toHex(),
                        "It cannot be posted with this header. If a header with the other hash exists, the two prove F1."),
                Evidence.of()
                        .signed("statement", seen.signed())
                        .signed("header", batch.signedHeader())
                        .entries(seen.at().entry())
                        .entries(batch.at().entry())
                        .build()));
    }

    /** @param order the leaves of the batch's order, one for each position */
    public Optional<Finding> judge(SeenStatement seen, List<OrderLeaf> order) {
        ExecutionStatement statement = seen.statement();
        List<String> breaks = new ArrayList<>();
        if (seen.outcomes().size() != order.size()) {
            breaks.add(seen.outcomes().size() + " outcomes for " + order.size() + " positions");
        } else {
            rootBreak(seen, order).ifPresent(breaks::add);
        }
        long sum = seen.outcomes().stream()
                .mapToLong(SeenStatement.OutcomeAt::gasUsed)
                .sum();
        if (sum != statement.gasUsed()) {
            breaks.add("outcomes of %s gas in all for a block of %s"
                    .formatted(Long.toUnsignedString(sum), Long.toUnsignedString(statement.gasUsed())));
        }
        return breaks.isEmpty() ? Optional.empty() : Optional.of(finding(seen, breaks));
    }

    private static Optional<String> rootBreak(SeenStatement seen, List<OrderLeaf> order) {
        List<OutcomeLeaf> leaves = new ArrayList<>();
        for (int position = 0; position < order.size(); position++) {
            SeenStatement.OutcomeAt at = seen.outcomes().get(position);
            if (at.outcome() == Outcome.SKIPPED && at.gasUsed() != 0) {
                return Optional.of("gas used by the skipped position " + position);
            }
            leaves.add(new OutcomeLeaf(position, order.get(position).txHash(), at.outcome(), at.gasUsed()));
        }
        Hash32 root = OutcomeLeaf.root(leaves);
        return root.equals(seen.statement().outcomesRoot())
                ? Optional.empty()
                : Optional.of("outcomesRoot " + seen.statement().outcomesRoot() + " instead of " + root);
    }

    private static Finding finding(SeenStatement seen, List<String> breaks) {
        List<List<Object>> outcomes = seen.outcomes().stream()
                .map(at -> List.<Object>of(at.outcome().code(), Long.toUnsignedString(at.gasUsed())))
                .toList();
        return new Finding(
                FindingKind.OUTCOMES_NOT_REBUILT,
                seen.subject(),
                new Words(
                        "the outcomes told with the statement of batch "
                                + seen.statement().number() + " of generation "
                                + seen.statement().generation() + " to give its outcomesRoot and gas",
                        String.join("; ", breaks),
                        "Re-execute the batch (candor-verify reexecute): either what is told or what is signed is wrong, the latter is F8."),
                Evidence.of()
                        .signed("statement", seen.signed())
                        .part("outcomes", outcomes)
                        .entries(seen.at().entry())
                        .build());
    }
}
