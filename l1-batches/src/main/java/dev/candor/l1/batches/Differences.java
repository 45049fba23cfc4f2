package dev.candor.l1.batches;

import java.util.ArrayList;
import java.util.List;

/** Collects what differs. */
public final class Differences {
    private final List<Difference> found = new ArrayList<>();

    public void compare(Difference.Part part, Object expected, Object signed) {
        if (!expected.equals(signed)) {
            add(part, expected, signed);
        }
    }

    public void add(Difference.Part part, Object expected, Object signed) {
        found.add(new Difference(part, expected.toString(), signed.toString()));
    }

    public List<Difference> all() {
        return List.copyOf(found);
    }
}
