package dev.candor.devnet;

import dev.candor.localservers.Repository;
import dev.candor.localservers.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Where a devnet keeps what. One running devnet holds its lock. */
final class DevnetDirectory implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path root;
    private final boolean temporary;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DevnetDirectory(Path root, boolean temporary, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.temporary = temporary;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** What must be the same in every run on one directory. */
    record Origin(long rollupId, long genesisTimestampSeconds) {}

    static DevnetDirectory open(@Nullable Path lasting) {
        try {
            Path root = lasting == null ? temporaryRoot() : lasting.toAbsolutePath();
            Files.createDirectories(root);
            FileChannel file =
                    FileChannel.open(root.resolve("devnet.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new ServerFailure("Expected " + root + " for this devnet alone, found another one running on it. "
                        + "Stop that one or choose another --data directory.");
            }
            return new DevnetDirectory(root, lasting == null, file, lock);
        } catch (IOException failure) {
            throw new ServerFailure("Expected a writable data directory, found " + failure, failure);
        }
    }

    Path root() {
        return root;
    }

    Path part(String name) {
        return root.resolve(name);
    }

    Path manifest() {
        return root.resolve("contracts.json");
    }

    Path l1State() {
        return root.resolve("l1/state.json");
    }

    /** True when no run has deployed the contracts here yet. */
    boolean isNew() {
        return !Files.exists(manifest());
    }

    /** The stored origin, or this one, stored now. */
    Origin origin(Origin fresh) {
        Path file = root.resolve("origin.json");
        if (Files.exists(file)) {
            return MAPPER.readValue(file.toFile(), Origin.class);
        }
        write(file, fresh);
        return fresh;
    }

    static void write(Path file, Object json) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + System.lineSeparator());
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not write " + file, failure);
        }
    }

    /** Gives the directory back; a temporary one goes away unless something in it should be looked at. */
    void close(boolean keep) {
        try {
            lock.release();
            lockFile.close();
            if (temporary && !keep) {
                delete();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not give back " + root, failure);
        }
    }

    @Override
    public void close() {
        close(false);
    }

    private static Path temporaryRoot() throws IOException {
        Path parent = Repository.root()
                .map(root -> root.resolve(".candor"))
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
        return Files.createTempDirectory(Files.createDirectories(parent), "run-");
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldInThisJvm) {
            return null;
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
