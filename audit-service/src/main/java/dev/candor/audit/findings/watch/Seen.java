package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.rules.SeenBatch;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.SeenStatement;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.types.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Logged events as the detectors take them. */
final class Seen {
    private static final int LEB128_PAYLOAD_BITS = 7;
    private static final int LEB128_PAYLOAD_MASK = 0x7f;
    private static final int LEB128_CONTINUES = 0x80;
    private static final int UINT64_BITS = 64;

    private Seen() {}

    static SeenPromise promise(LoggedEvent.PromiseIssued event, long index) {
        return new SeenPromise(new Signed<>(event.promise(), event.signature()), Sighting.logged(index));
    }

    static SeenBatch batch(LoggedEvent.BatchSealed event, long index) {
        return new SeenBatch(
                new Signed<>(event.header(), event.headerSignature()),
                event.cutSignature(),
                event.beaconSignature(),
                Sighting.logged(index));
    }

    static SeenStatement statement(LoggedEvent.BatchExecuted event, long index) {
        return new SeenStatement(
                new Signed<>(event.statement(), event.statementSignature()),
                outcomes(event.outcomes()),
                Sighting.logged(index));
    }

    /** One byte of outcome and minimal LEB128 of gas for each position; as far as it has this form. */
    static List<SeenStatement.OutcomeAt> outcomes(Bytes told) {
        List<SeenStatement.OutcomeAt> outcomes = new ArrayList<>();
        int at = 0;
        while (at < told.size()) {
            int code = told.get(at++);
            long gas = 0;
            int shift = 0;
            boolean more = true;
            while (more && at < told.size() && shift < UINT64_BITS) {
                int next = told.get(at++);
                gas |= (long) (next & LEB128_PAYLOAD_MASK) << shift;
                shift += LEB128_PAYLOAD_BITS;
                more = (next & LEB128_CONTINUES) != 0;
            }
            if (more || code < 1 || code > Outcome.values().length) {
                return List.of();
            }
            outcomes.add(new SeenStatement.OutcomeAt(Outcome.values()[code - 1], gas));
        }
        return outcomes;
    }
}
