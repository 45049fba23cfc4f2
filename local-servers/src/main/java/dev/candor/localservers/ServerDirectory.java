package dev.candor.localservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A server's directory; a temporary one goes away with the server. */
record ServerDirectory(Path path, boolean temporary) {

    static ServerDirectory of(ServerOptions options, String server) {
        try {
            Path given = options.directory();
            if (given == null) {
                return new ServerDirectory(Files.createTempDirectory("candor-" + server + "-"), true);
            }
            return new ServerDirectory(Files.createDirectories(given).toAbsolutePath(), false);
        } catch (IOException failure) {
            throw new ServerFailure("Expected a writable directory for " + server + ", found " + failure, failure);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Deletes a temporary directory, leaves a lasting one. */
    void release() {
        if (temporary) {
            deleteRecursively(path);
        }
    }

    static void deleteRecursively(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServerDirectory::delete);
        } catch (NoSuchFileException goneMeanwhile) {
            deleteRecursively(root);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not delete " + root, failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not delete " + file, failure);
        }
    }
}
