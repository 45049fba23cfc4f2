package dev.candor.audit.batches;

import java.util.ArrayList;
import java.util.List;

/** Collects what differs. */
final class Differences {
    private final List<Difference> found = new ArrayList<>();

    void compare(Difference.Part part, Object expected, Object signed) {
        if (!expected.equals(signed)) {
            add(part, expected, signed);
        }
    }

    void add(Difference.Part part, Object expected, Object signed) {
        found.add(new Difference(part, expected.toString(), signed.toString()));
    }

    List<Difference> all() {
        return List.copyOf(found);
    }
}
