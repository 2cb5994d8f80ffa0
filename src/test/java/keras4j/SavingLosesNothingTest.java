package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens while a file is saved, there is the old one or the new one, whole. */
class SavingLosesNothingTest {
    private static final List<String> NAMES = List.of("model.keras", "model.h5");

    @TempDir
    Path folder;

    @Test
    void aProcessThatIsKilled() throws Exception {
        List<String> files =
                NAMES.stream().map(name -> folder.resolve(name).toString()).toList();
        SplittableRandom random = new SplittableRandom(7);
        Process process = saving(files);
        for (int i = 0; i < 10; i++) {
            Thread.sleep(random.nextInt(60));
            process.destroyForcibly().waitFor();
            for (String file : files) {
                assertThat(Keras4j.loadModel(file).countParams()).isIn(20_401L, 102_001L);
            }
            if (i < 9) {
                process = saving(files);
            }
        }
    }

    /** Starts it, and waits until each file has been saved twice. */
    private static Process saving(List<String> files) throws Exception {
        ProcessBuilder builder = java("-cp", System.getProperty("java.class.path"), SavingForever.class.getName());
        builder.command().addAll(files);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("saved");
        return process;
    }

    private static ProcessBuilder java(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(List.of(arguments));
        return builder;
    }

    /** What a killed process leaves, the next one that saves removes. */
    @Test
    void whatIsLeftIsRemoved() throws Exception {
        List<String> files =
                NAMES.stream().map(name -> folder.resolve(name).toString()).toList();
        for (int i = 0; i < 3; i++) {
            saving(files).destroyForcibly().waitFor();
        }
        SavingForever.model(2).save(folder.resolve("model.keras"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(NAMES);
        }
    }

    /**
     * There is room for the weights, their gradients and Adam's two moments, 96 MB, but not for another copy of the weights with
     * these moments; and there is no folder for temporary files.
     */
    @Test
    void aLargeModelInLittleMemory() throws Exception {
        Path errors = folder.resolve("errors");
        Process process = java(
                        "-XX:+UseG1GC",
                        "-Xmx160m",
                        "-Djava.io.tmpdir=" + folder.resolve("none"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavingLarge.class.getName(),
                        folder.toString())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(Keras4j.loadModel(folder.resolve("model.keras")).countParams())
                .isEqualTo(6_005_000);
    }

    /** Such as that of a jar in which a model is. */
    @ParameterizedTest
    @ValueSource(strings = {"model.keras", "model.h5", "model.json", "model.zip"})
    void anotherFileSystem(String name) throws Exception {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        Sequential model = SavingForever.model(2);
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            model.save(files.getPath(name));
            assertThat(Keras4j.loadModel(files.getPath(name)).summaryText()).isEqualTo(model.summaryText());
            for (String weights : List.of("a.weights.h5", "a.safetensors")) {
                model.saveWeights(files.getPath(weights));
                Sequential other = SavingForever.model(2);
                other.loadWeights(files.getPath(weights));
                assertThat(other.getWeights()).isEqualTo(model.getWeights());
            }
            model.export(files.getPath("a.onnx"));
        }
    }

    @Test
    void anInterruptedSave() throws Exception {
        for (String name : NAMES) {
            Path file = Files.writeString(folder.resolve(name), "old");
            Thread.currentThread().interrupt();
            assertRefused(
                    () -> SavingForever.model(2).save(file),
                    file + ": not saved, as the thread was interrupted; what was there is as it was");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file).hasContent("old");
        }
    }

    /** Places where not even root can write. */
    @Test
    void placesThatCannotBeWritten() throws Exception {
        Sequential model = SavingForever.model(2);
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Files.createDirectory(folder.resolve("folder.h5"));
        assertRefused(() -> model.save(file.resolve("model.keras")), "model.keras: expected a folder that is there");
        assertRefused(() -> model.save(folder.resolve("none/model.h5")), "model.h5: expected a folder that is there");
        assertRefused(() -> model.save(folder.resolve("folder.h5")), "folder.h5: expected a file, received a folder");
        assertRefused(
                () -> model.saveWeights(folder.resolve("n".repeat(300) + ".weights.h5")),
                "expected a place that can be written, received");
    }

    /** The old file stays, and nothing is left beside it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFull() throws Exception {
        Path file = Files.writeString(folder.resolve("model.keras"), "old");
        assertRefused(
                () -> AtomicFile.write(file, out -> Files.write(Path.of("/dev/full"), new byte[1])),
                "model.keras: expected a place that can be written, received");
        assertThat(Files.readString(file)).isEqualTo("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static void assertRefused(Runnable save, String reason) {
        assertThatThrownBy(save::run).isInstanceOf(KerasException.class).hasMessageContaining(reason);
    }
}
