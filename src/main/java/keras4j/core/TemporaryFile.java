package keras4j.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is being written for {@link AtomicFile}, and is deleted when it is closed. It is locked as long: one that nobody has
 * locked is what a killed process has left.
 */
final class TemporaryFile implements AutoCloseable {
    private static final String PREFIX = ".keras4j-";
    private static final String SUFFIX = ".tmp";

    /** Of this process, whose locks would be lost if one of them was opened again. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(Path path, FileAttribute<?>... attributes) throws IOException {
        this.path = path;
        OWN.add(path);
        try {
            channel =
                    FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
        } catch (IOException | RuntimeException e) {
            OWN.remove(path);
            throw e;
        }
    }

    /** @param secret whether only the owner may read it for now */
    static TemporaryFile in(Path folder, boolean secret) throws IOException {
        FileAttribute<?>[] attributes = secret
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        while (true) {
            TemporaryFile file = new TemporaryFile(folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX), attributes);
            if (file.lock()) {
                return file;
            }
            file.close();
        }
    }

    /** Returns false if another process takes the file for a leftover, or did so, before it was locked. */
    private boolean lock() {
        try {
            return !isLocal() || (channel.tryLock() != null && Files.exists(path));
        } catch (IOException e) {
            return true; // there are no locks, so nobody deletes what has none
        }
    }

    private boolean isLocal() {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    /** All bytes are on the disk; it stays locked until it is closed. Other file systems may show it only when it is whole. */
    void finish() throws IOException {
        channel.force(true);
        if (!isLocal()) {
            channel.close();
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }

    /** Deletes what killed processes have left in a folder, as far as that can be done: it is in nobody's way. */
    static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                if (!OWN.contains(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlocked(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The folder need not be readable.
        }
    }

    private static void removeUnlocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // It is another user's, or still written.
        }
    }
}
