package dev.candor.audit.log;

import dev.candor.tlog.TileResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tiles and bundles as files named by their paths. A file appears whole or not at all, and is never replaced: it is written
 * under another name, forced to the disk, then linked under its own, which fails if there is one already. Its folder, and
 * every folder above it that this process has not forced yet, is forced after that.
 */
final class FileTileStore implements TileStore, AutoCloseable {
    /** Files that are forced to the disk at the same time. */
    private static final int WRITERS = 8;

    private final Path root;
    private final Set<Path> forced = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers = Executors.newFixedThreadPool(
            WRITERS, Thread.ofPlatform().name("tile-writer-", 0).daemon(true).factory());

    FileTileStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            makeFolder(this.root);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a folder for tiles at " + root + ": set candor.tiles.directory.", e);
        }
    }

    @Override
    public Optional<byte[]> read(TileResource resource) {
        try {
            return Optional.of(Files.readAllBytes(path(resource)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<TileResource, byte[]> readAll(Collection<? extends TileResource> resources) {
        Map<TileResource, byte[]> found = new HashMap<>();
        for (TileResource resource : resources) {
            read(resource).ifPresent(bytes -> found.put(resource, bytes));
        }
        return found;
    }

    @Override
    public void put(Map<? extends TileResource, byte[]> resources) {
        Set<Path> folders = new LinkedHashSet<>();
        List<Callable<Boolean>> writes = new ArrayList<>();
        try {
            for (Map.Entry<? extends TileResource, byte[]> resource : resources.entrySet()) {
                Path target = path(resource.getKey());
                Path folder = folderOf(target);
                if (folders.add(folder)) {
                    makeFolder(folder);
                }
                writes.add(() -> writeUnlessThere(target, resource.getValue()));
            }
            for (Future<Boolean> write : writers.invokeAll(writes)) {
                write.get();
            }
            for (Path folder : folders) {
                force(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("Could not store a tile below " + root, e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted while storing tiles below " + root, e));
        }
    }

    private static boolean writeUnlessThere(Path target, byte[] bytes) throws IOException {
        if (Files.exists(target)) {
            return false;
        }
        Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try (FileChannel file = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        try {
            Files.createLink(target, partial);
            return true;
        } catch (FileAlreadyExistsException otherWriter) {
            return false;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    @Override
    public void dropPartials(Collection<? extends TileResource> full) {
        try {
            for (TileResource resource : full) {
                Path folder = path(resource).resolveSibling(path(resource).getFileName() + ".p");
                if (Files.isDirectory(folder)) {
                    try (DirectoryStream<Path> partials = Files.newDirectoryStream(folder)) {
                        for (Path partial : partials) {
                            Files.deleteIfExists(partial);
                        }
                    }
                    Files.deleteIfExists(folder);
                    forced.remove(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(TileResource resource) {
        return root.resolve(resource.path());
    }

    private Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? root : folder;
    }

    /**
     * With all folders above it that are missing. Each is forced into the one above, also one that is there: whoever made it
     * may have died before.
     */
    private void makeFolder(Path folder) throws IOException {
        if (forced.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above == null) {
            return;
        }
        boolean ours = folder.startsWith(root) && !folder.equals(root);
        if (ours || !Files.isDirectory(above)) {
            makeFolder(above);
        }
        boolean missing = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        if (ours || missing) {
            force(above);
        }
        forced.add(folder);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        writers.shutdown();
    }
}
