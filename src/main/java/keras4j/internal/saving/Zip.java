package keras4j.internal.saving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import keras4j.core.KerasException;

/** Zips: those that are read are untrusted, and those that are written have no dates in them. */
public final class Zip {
    static final int MOST_COMPRESSION = 100;

    /** Reads an open zip. */
    public interface Reading<T> {
        T of(ZipFile zip) throws IOException;
    }

    private Zip() {}

    /** An entry that is to be written: the same content gives the same bytes at any time. */
    public static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    /** Opens a file; one of another file system than the default one, such as an entry of a jar, as a temporary copy. */
    public static <T> T read(Path file, Reading<T> reading) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return reading.of(zip);
            }
        }
        Path copy = Files.createTempFile("keras4j", ".zip");
        try {
            return read(Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING), reading);
        } finally {
            Files.delete(copy);
        }
    }

    /**
     * What is in an entry of a zip, if its compression, size and checksum are right.
     *
     * @param most bytes
     */
    public static byte[] bytes(ZipFile zip, String name, int most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw KerasException.expected("zip", "an entry " + name, "none");
        }
        if (entry.getSize() > MOST_COMPRESSION * Math.max(1, entry.getCompressedSize())) {
            throw KerasException.expected(
                    name,
                    "compression of at most " + MOST_COMPRESSION + " to 1",
                    entry.getSize() + " bytes from " + entry.getCompressedSize());
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(most, Math.max(0, entry.getSize())));
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            if (in.read() >= 0) {
                throw KerasException.expected(name, "at most " + most + " bytes, as many as the zip says", "more");
            }
            if (bytes.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
                throw KerasException.expected(name, "the bytes of the zip's checksum", "others: the file is damaged");
            }
            return bytes;
        }
    }
}
