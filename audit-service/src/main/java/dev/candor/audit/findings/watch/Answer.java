package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import java.util.List;

/** What became of one piece of work. */
sealed interface Answer {
    /** It is judged. */
    record Judged(List<Decision> decisions) implements Answer {
        public Judged {
            decisions = List.copyOf(decisions);
        }
    }

    /** Something to judge it by is not known yet. */
    record Later(String waitingFor) implements Answer {}

    static Answer raising(List<Finding> findings) {
        return new Judged(findings.stream().<Decision>map(Decision.Raise::new).toList());
    }

    static Answer nothing() {
        return new Judged(List.of());
    }
}
