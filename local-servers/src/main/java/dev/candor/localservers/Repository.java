package dev.candor.localservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkout that this JVM works in, found from the working directory upwards. */
public final class Repository {

    private Repository() {}

    /** The root folder of the checkout. */
    public static Optional<Path> root() {
        return contracts().map(Path::getParent);
    }

    /** The folder {@code contracts} with the deployment script. */
    static Optional<Path> contracts() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("contracts"))
                .filter(folder -> Files.isRegularFile(folder.resolve("script/deploy.mjs")))
                .findFirst();
    }

    /** A program inside a package that npm installed for the contracts. */
    static Optional<Path> npmExecutable(String npmPackage, String file) {
        return contracts()
                .map(folder ->
                        folder.resolve("node_modules").resolve(npmPackage).resolve(file))
                .filter(Files::isExecutable);
    }
}
