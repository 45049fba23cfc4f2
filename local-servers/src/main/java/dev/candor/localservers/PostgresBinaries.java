package dev.candor.localservers;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once from the zonky archive on the class path into the cache.
 *
 * <p>Only the archive is zonky's: its own launcher turns fsync and synchronous commits off and hides the server process,
 * and both are what crash tests are about.
 */
final class PostgresBinaries {

    private static final int OWNER_EXECUTES = 0100;
    private static @Nullable Path unpacked;

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}. */
    static synchronized Path directory() {
        Path known = unpacked;
        if (known == null) {
            known = unpackOnce();
            unpacked = known;
        }
        return known;
    }

    private static Path unpackOnce() {
        Path home = Executables.cacheDirectory().resolve("postgresql-" + version());
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(home.resolveSibling("locks"));
                Path lockFile = home.resolveSibling("locks").resolve(home.getFileName() + ".lock");
                try (FileChannel channel =
                                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    unpackUnlessThere(home, lock);
                }
            }
            return home;
        } catch (IOException failure) {
            throw new ServerFailure("Expected to unpack PostgreSQL into " + home + ", found " + failure, failure);
        }
    }

    private static void unpackUnlessThere(Path home, FileLock held) throws IOException {
        if (!held.isValid() || Files.isDirectory(home)) {
            return;
        }
        Path partial = Files.createTempDirectory(home.getParent(), "postgresql-partial-");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine());
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, partial);
            }
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("an archive entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("x").getParent());
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & OWNER_EXECUTES) != 0 && !target.toFile().setExecutable(true, false)) {
            throw new IOException("could not make executable: " + target);
        }
    }

    /** The archive names no version of the server, so the jar's name tells cached versions apart. */
    private static String version() {
        String resource = "postgres-%s-%s.txz".formatted(system().toLowerCase(Locale.ROOT), machine());
        var url = PostgresBinaries.class.getClassLoader().getResource(resource);
        String location = url == null ? "unknown" : url.toString();
        int end = location.indexOf(".jar!");
        return end < 0 ? "unknown" : location.substring(location.lastIndexOf('/', end) + 1, end);
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
    }

    private static String machine() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> architecture;
        };
    }
}
