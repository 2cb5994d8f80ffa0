package keras4j.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;

/** Writes a file so that it is either the old one or the whole new one, whatever happens. Not for users. */
public final class AtomicFile {
    /** Writes the content of a file; it may close the stream. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private AtomicFile() {}

    /**
     * Looks before long work whether a file could be written there.
     *
     * @throws KerasException if there is no such folder, or the target is not a regular file
     */
    public static void check(Path target) {
        try {
            place(target);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Where the bytes go: behind links, to what they lead to. */
    private static Path place(Path target) throws IOException {
        Path place = target.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MAX_LINKS) {
                throw KerasException.expected(target.toString(), "a file", "a link that leads to itself");
            }
            place = place.resolveSibling(Files.readSymbolicLink(place));
        }
        if (Files.isDirectory(place)) {
            throw KerasException.expected(target.toString(), "a file", "a folder");
        }
        if (!Files.isDirectory(place.getParent())) {
            throw KerasException.expected(target.toString(), "a folder that is there", place.getParent());
        }
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            throw KerasException.expected(target.toString(), "a regular file", "a device, a pipe or a socket");
        }
        if (Files.exists(place) && !Files.isWritable(place)) {
            throw KerasException.expected(target.toString(), "a file that can be written", "a read-only one");
        }
        return place.getParent().toRealPath().resolve(place.getFileName());
    }

    private static KerasException unwritable(Path target, Exception cause) {
        return new KerasException(target + ": expected a place that can be written, received " + cause, cause);
    }

    /**
     * Writes beside the target, forces the bytes to the disk, renames, and forces the name to the disk. Permissions, owner and
     * group are those of the file that was there, as far as this process may give them.
     *
     * @throws KerasException if that cannot be done, or the thread is interrupted; the target is as it was
     */
    public static void write(Path target, Content content) {
        try {
            Path place = place(target);
            TemporaryFile.removeLeftovers(place.getParent());
            PosixFileAttributes old = attributes(place);
            try (TemporaryFile temporary = TemporaryFile.in(place.getParent(), old != null)) {
                write(temporary.channel(), content);
                temporary.finish();
                keep(old, temporary.path());
                Files.move(
                        temporary.path(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            forceFolder(place.getParent());
        } catch (ClosedByInterruptException e) {
            throw new KerasException(
                    target + ": not saved, as the thread was interrupted; what was there is as it was", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw unwritable(target, e);
        }
    }

    private static void write(FileChannel channel, Content content) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
        content.writeTo(out);
        out.flush();
    }

    /** Those of a file that is there, where files have such; or null. */
    private static PosixFileAttributes attributes(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null || !Files.exists(file) ? null : view.readAttributes();
    }

    private static void keep(PosixFileAttributes old, Path file) throws IOException {
        if (old == null) {
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes own = view.readAttributes();
        Set<PosixFilePermission> permissions = old.permissions();
        try {
            if (!own.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!own.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException e) {
            // Only root may give files away; a group that is another one may do what all may.
            permissions = withoutGroup(permissions);
        }
        if (!own.permissions().equals(permissions)) { // which not all file systems can set
            view.setPermissions(permissions);
        }
    }

    private static Set<PosixFilePermission> withoutGroup(Set<PosixFilePermission> all) {
        Set<PosixFilePermission> left = new HashSet<>(all);
        left.removeIf(permission -> permission.name().startsWith("GROUP")
                && !all.contains(PosixFilePermission.valueOf(permission.name().replace("GROUP", "OTHERS"))));
        return left;
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
