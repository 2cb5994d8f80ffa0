package keras4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import keras4j.Logs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomPartsTest {
    @TempDir
    Path folder;

    @Test
    void partsOfOnesOwnLearnAndSurviveSaving() {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Logs figures = new CustomParts(out, folder.resolve("custom.keras")).run();
        assertThat(figures.get("accuracy")).isGreaterThan(0.93); // always "yes" has 0.754
        assertThat(figures.get("close")).isGreaterThan(0.5);
        assertThat(figures.loss()).isLessThan(0.05);
    }
}
