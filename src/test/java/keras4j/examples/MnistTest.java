package keras4j.examples;

import static keras4j.Args.epochs;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import keras4j.Keras4j;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    @TempDir
    Path folder;

    /** One epoch in place of ten. */
    @Test
    void readsMostDigitsAfterAnEpoch() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        double accuracy = new Mnist(out, folder).run(epochs(1)).get("accuracy");
        assertThat(accuracy).isBetween(0.8, 0.999);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Accuracy on 1000 digits that were held out: ");
        assertThat(ImageIO.read(folder.resolve("mnist_confusion.png").toFile()).getWidth())
                .isEqualTo(484);
        assertThat(ImageIO.read(folder.resolve("mnist_misread.png").toFile()).getWidth())
                .isEqualTo(440);
        assertThat(Keras4j.loadModel(folder.resolve("mnist.keras")).getLayers()).hasSize(8);
    }
}
