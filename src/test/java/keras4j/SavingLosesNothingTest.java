package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SavingForever.class.getName());
        builder.command().addAll(files);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("saved");
        return process;
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
