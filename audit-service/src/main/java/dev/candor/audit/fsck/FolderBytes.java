package dev.candor.audit.fsck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A mirror on a disk: files named by their paths. */
record FolderBytes(Path folder) implements PublicBytes {
    @Override
    public Optional<byte[]> fetch(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(path)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
