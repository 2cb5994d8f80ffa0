package keras4j.internal.saving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import keras4j.core.KerasException;

/** Writes a file so that it is either the old one or the whole new one, whatever happens. */
final class AtomicFile {
    /** Writes the content of a file; it may close the stream. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes beside the target, forces the bytes to the disk, then renames.
     *
     * @throws KerasException if that cannot be done; the target is as it was
     */
    static void write(Path target, Content content) {
        Path temporary = null;
        try {
            Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            temporary = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
            try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new KerasException(target + ": expected a place that can be written, received " + e, e);
        } finally {
            delete(temporary);
        }
    }

    /** Leaves nothing behind; after the rename there is nothing of that name. */
    private static void delete(Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new KerasException(temporary + ": could not be deleted, " + e, e);
        }
    }
}
