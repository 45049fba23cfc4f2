package dev.candor.devnet.demo;

import java.util.ArrayList;
import java.util.List;

/** What was not as it must be; the demo goes on, so that one run shows all of it. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Notes the problem unless the condition holds. */
    void expect(boolean holds, String problem) {
        if (!holds) {
            found.add(problem);
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
