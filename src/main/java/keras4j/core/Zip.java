package keras4j.core;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Zips: those that are read are untrusted, and those that are written have no dates in them. Not for users. */
public final class Zip {
    /** More of it, models do not have. */
    public static final int MAX_COMPRESSION = 100;

    /** Reads an open zip. */
    public interface Reading<T> {
        T of(ZipFile zip) throws IOException;
    }

    /** Reads an entry, of which the zip says that it has so many bytes. */
    public interface Content<T> {
        T of(InputStream in, long size) throws IOException;
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
        return content(zip, name, MAX_COMPRESSION, (in, size) -> {
            if (size > most) {
                throw KerasException.expected(name, "at most " + most + " bytes", size);
            }
            return in.readNBytes((int) size);
        });
    }

    /**
     * The same without an array of the bytes.
     *
     * @param maxCompression how many bytes one may stand for
     * @param content has to read all of them
     */
    public static <T> T content(ZipFile zip, String name, int maxCompression, Content<T> content) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw KerasException.expected("zip", "an entry " + name, "none");
        }
        long compressed = Math.min(entry.getCompressedSize(), new File(zip.getName()).length());
        if (entry.getSize() < 0 || entry.getSize() > maxCompression * Math.max(1, compressed)) {
            throw KerasException.expected(
                    name,
                    "compression of at most " + maxCompression + " to 1",
                    entry.getSize() + " bytes from " + compressed);
        }
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            T read = content.of(in, entry.getSize());
            if (in.read() >= 0) {
                throw KerasException.expected(name, "as many bytes as the zip says, " + entry.getSize(), "more");
            }
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw KerasException.expected(name, "the bytes of the zip's checksum", "others: the file is damaged");
            }
            return read;
        }
    }
}
