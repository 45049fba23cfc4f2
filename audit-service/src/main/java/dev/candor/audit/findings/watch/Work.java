package dev.candor.audit.findings.watch;

import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;

/**
 * Something to judge, kept in the database until it is.
 *
 * @param a of entries the index, of posts the generation, of shown promises the row
 * @param b of posts the batch number, else 0
 * @param sinceMillis when it was first asked for
 */
record Work(long id, Task task, long a, long b, long sinceMillis) {
    /** The names stand in the database. */
    enum Task {
        PROMISE,
        SEALED,
        EXECUTED,
        POSTED_EVENT,
        POST,
        SHOWN
    }

    long index() {
        return a;
    }

    Generation generation() {
        return new Generation(a);
    }

    BatchNumber number() {
        return new BatchNumber(b);
    }

    long waitedSeconds(long nowMillis) {
        return Math.max(0, nowMillis - sinceMillis) / 1000;
    }
}
