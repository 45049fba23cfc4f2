package dev.candor.protocol.vectors;

import java.nio.file.Files;
import java.nio.file.Path;

/** The vectors of the npm package {@code @ethersproject/testcases} (MIT), where {@code npm ci} in contracts/ puts it. */
public final class EthereumTestcases {
    private static final Path FOLDER =
            Path.of("..", "contracts", "node_modules", "@ethersproject", "testcases", "testcases");

    private EthereumTestcases() {}

    /** The cases of {@code name}.json.gz. */
    public static Vectors file(String name) {
        Path path = FOLDER.resolve(name + ".json.gz");
        if (!Files.exists(path)) {
            throw new IllegalStateException("Expected Ethereum's test vectors at " + path
                    + ", found none: run `npm ci` in contracts/, or ./candor test, which does.");
        }
        return Vectors.read(path);
    }
}
