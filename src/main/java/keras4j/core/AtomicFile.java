package keras4j.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that it is either the old one or the whole new one, whatever happens. Not for users. */
public final class AtomicFile {
    /** Writes the content of a file; it may close the stream. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Looks before long work whether a file could be written there.
     *
     * @throws KerasException if there is no such folder, or the target is one
     */
    public static void check(Path target) {
        try {
            place(target);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Where the bytes go: behind a link, to what it leads to. */
    private static Path place(Path target) throws IOException {
        Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        if (Files.isDirectory(place)) {
            throw KerasException.expected(target.toString(), "a file", "a folder");
        }
        if (!Files.isDirectory(place.getParent())) {
            throw KerasException.expected(target.toString(), "a folder that is there", place.getParent());
        }
        return place;
    }

    private static KerasException unwritable(Path target, IOException cause) {
        return new KerasException(target + ": expected a place that can be written, received " + cause, cause);
    }

    /**
     * Writes beside the target, forces the bytes to the disk, renames, and forces the name to the disk.
     *
     * @throws KerasException if that cannot be done; the target is as it was
     */
    public static void write(Path target, Content content) {
        try {
            Path place = place(target);
            Path temporary = place.resolveSibling("." + UUID.randomUUID() + ".tmp");
            try {
                write(temporary, place, content);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private static void write(Path temporary, Path place, Content content) throws IOException {
        try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
            content.writeTo(out);
        }
        try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(place.getParent());
    }

    /** The new name is on the disk, too, where a folder can be opened; on Windows it cannot, and need not. */
    private static void forceFolder(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // The file is whole and in its place: it was no failure.
        }
    }
}
