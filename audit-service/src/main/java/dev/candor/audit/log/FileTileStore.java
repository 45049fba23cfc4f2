package dev.candor.audit.log;

import dev.candor.tlog.TileResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tiles and bundles as files named by their paths. A file appears whole or not at all: it is written under another name,
 * forced to the disk, then renamed; its folder, and every new folder above it, is forced after that.
 */
final class FileTileStore implements TileStore, AutoCloseable {
    /** Files that are forced to the disk at the same time. */
    private static final int WRITERS = 8;

    private final Path root;
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
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
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

    /** With all folders above it that are missing, each forced into the one above. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above == null) {
            throw new NoSuchFileException(folder.toString());
        }
        makeFolder(above);
        Files.createDirectories(folder);
        force(above);
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
