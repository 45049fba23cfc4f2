package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.Decision;
import java.util.List;

/** What must go on and may have stopped. */
interface Standstills {
    /** What is to be raised or cleared now. */
    List<Decision> look(long nowMillis);
}
