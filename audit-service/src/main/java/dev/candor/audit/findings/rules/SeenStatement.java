package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.Outcome;
import java.util.List;

/** An executed batch as somebody showed it; one outcome for each position. */
public record SeenStatement(Signed<ExecutionStatement> signed, List<OutcomeAt> outcomes, Sighting at) {
    public SeenStatement {
        outcomes = List.copyOf(outcomes);
    }

    /** What became of one position. */
    public record OutcomeAt(Outcome outcome, long gasUsed) {}

    public ExecutionStatement statement() {
        return signed.object();
    }

    public String subject() {
        return statement().generation() + "." + statement().number();
    }
}
