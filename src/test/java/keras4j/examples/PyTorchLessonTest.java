package keras4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import keras4j.Logs;
import org.junit.jupiter.api.Test;

class PyTorchLessonTest {
    @Test
    void learnsTheLessonsData() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Logs figures = new PyTorchLesson(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(50);
        assertThat(figures.get("accuracy")).isGreaterThan(0.93); // always "yes" has 0.754
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(6)
                .anyMatch(line -> line.matches("epoch 50: loss 0\\.0\\d+"));
    }
}
