package dev.candor.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout begins. */
final class Repository {
    private Repository() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(here.resolve("candor"))) {
            Path above = here.getParent();
            if (above == null) {
                throw new IllegalStateException(
                        "Expected to run inside a checkout of Candor, found no script `candor` above.");
            }
            here = above;
        }
        return here;
    }
}
