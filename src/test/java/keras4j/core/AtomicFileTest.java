package keras4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static void write(Path file, String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsStay() throws IOException {
        Path file = folder.resolve("file");
        write(file, "new");
        Path other = Files.writeString(folder.resolve("other"), "");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
        for (String permissions : List.of("rw-------", "rw-rw-r--", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            AtomicFile.write(file, out -> {
                out.write(1);
                for (String name : names()) {
                    if (name.endsWith(".tmp")) { // nobody may read it before the others may read the file
                        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                                .isEqualTo("rw-------");
                    }
                }
                assertThat(names()).hasSize(3);
            });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(permissions);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreFollowed() throws IOException {
        Path folders = Files.createDirectories(folder.resolve("a/b"));
        Path file = Files.writeString(folders.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a", "b", "file"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        write(second, "new");
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();

        Files.delete(file); // what Python's open(path, "w") makes
        write(link, "newer");
        assertThat(file).hasContent("newer");
        assertThat(link).isSymbolicLink();

        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThatThrownBy(() -> write(circle, "new"))
                .isInstanceOf(KerasException.class)
                .hasMessage(circle + ": expected a file, received a link that leads to itself");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoRegularFileIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
        for (Path target : List.of(pipe, link, device, Path.of("/dev/null"))) {
            assertThatThrownBy(() -> write(target, "new"))
                    .isInstanceOf(KerasException.class)
                    .hasMessage(target + ": expected a regular file, received a device, a pipe or a socket");
        }
        assertThat(names()).containsExactly("device", "link", "pipe");
        Files.delete(device);
        assertThat(Files.readAttributes(Path.of("/dev/null"), "isOther")).containsValue(true);
    }

    @Test
    void leftoversOfKilledProcessesGo() throws IOException {
        Path left = Files.writeString(folder.resolve(".keras4j-0.tmp"), "half");
        Path users = Files.writeString(folder.resolve("mine.tmp"), "");
        write(folder.resolve("file"), "new");
        assertThat(left).doesNotExist();
        assertThat(users).exists();

        // those that are still written, here and in another process, stay
        Path busy = Files.writeString(folder.resolve(".keras4j-1.tmp"), "half");
        try (FileChannel channel = FileChannel.open(busy, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            AtomicFile.write(folder.resolve("file"), out -> {
                out.write(1);
                write(folder.resolve("second"), "new");
            });
            assertThat(lock.isValid()).isTrue();
        }
        assertThat(names()).containsExactly(".keras4j-1.tmp", "file", "mine.tmp", "second");
    }

    /** Removes temporary files that nobody has locked, slowly, until it is killed. */
    static final class Removing {
        public static void main(String... args) throws Exception {
            while (true) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.tmp")) {
                    for (Path file : files) {
                        remove(file);
                    }
                }
            }
        }

        private static void remove(Path file) throws InterruptedException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    Thread.sleep(1);
                    Files.delete(file);
                }
            } catch (IOException e) {
                // It is gone.
            }
        }
    }

    /** Another process sees a new file before it is locked. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsBeingMadeIsNoLeftover() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Removing.class.getName(),
                        folder.toRealPath().toString())
                .inheritIO()
                .start();
        try {
            Path left = Files.writeString(folder.resolve(".keras4j-0.tmp"), "half");
            while (Files.exists(left)) {
                Thread.sleep(1);
            }
            for (int i = 0; i < 300; i++) {
                AtomicFile.write(folder.resolve("file"), out -> LockSupport.parkNanos(3_000_000));
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(names()).containsExactly("file");
    }

    @Test
    void anInterruptedThread() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    Thread.currentThread().interrupt();
                    out.write(new byte[1 << 20]);
                }))
                .isInstanceOf(KerasException.class)
                .hasMessage(file + ": not saved, as the thread was interrupted; what was there is as it was");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void readOnlyFilesStay() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThat(file.toFile().setReadOnly()).isTrue();
        if (Files.isWritable(file)) { // by root
            write(file, "new");
            assertThat(Files.getPosixFilePermissions(file)).hasSizeLessThan(4);
        } else {
            assertThatThrownBy(() -> write(file, "new")).hasMessageContaining("expected a file that can be written");
        }
    }

    @Test
    void anotherFileSystem() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            write(files.getPath("file"), "first");
            write(files.getPath("file"), "second");
            assertThat(Files.readString(files.getPath("file"))).isEqualTo("second");
        }
    }
}
