package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ".keras" files: what is written is read. */
class SavingTest {
    @TempDir
    Path folder;

    static Sequential everyLayer() {
        return new Sequential(
                        new Input(4, 3),
                        new Dense(5).activation("tanh").kernelRegularizer("l2").name("first"),
                        new Dropout(0.3),
                        new Flatten(),
                        new Activation("relu"),
                        new Dense(2).useBias(false),
                        new Activation("softmax"))
                .name("all");
    }

    private Path saved() {
        Path file = folder.resolve("model.keras");
        everyLayer().save(file);
        return file;
    }

    @Test
    void whatIsSavedIsLoaded() {
        Sequential model = everyLayer();
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.getName()).isEqualTo("all");
        assertThat(loaded.summaryText()).isEqualTo(model.summaryText());
        INDArray x = NdArrays.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -12}, 1, 4, 3);
        assertThat(NdArrays.floats(loaded.predict(x))).containsExactly(NdArrays.floats(model.predict(x)));
        loaded.save(folder.resolve("again.keras").toString());
        assertThat(folder.resolve("again.keras")).hasSameBinaryContentAs(file);
    }

    @Test
    void theCommittedModelIsAsItIsWrittenToday() {
        Path again = folder.resolve("again.keras");
        Keras4j.loadModel("models/creditcard.keras").save(again);
        assertThat(again).hasSameBinaryContentAs(Path.of("models", "creditcard.keras"));
    }

    @Test
    void savingReplacesAtOnceAndLeavesNothingBehind() throws IOException {
        Path file = saved();
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> everyLayer().save(folder.resolve("no/such/folder.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("folder.keras: expected a folder that is there");
        assertThatThrownBy(() -> everyLayer().save(folder.resolve("model.xyz")))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("model file: expected a name that ends with .keras, ");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        everyLayer().save(file);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void filesThatAreNoModels() throws IOException {
        assertThatThrownBy(() -> Keras4j.loadModel(folder.resolve("none.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessageEndingWith("none.keras: expected a .keras file, received no such file");
        Path file = folder.resolve("text.keras");
        Files.writeString(file, "not a zip");
        assertRefused(file, "expected a .keras file (a zip)");
        Files.writeString(file, "");
        assertRefused(file, "expected a .keras file (a zip)");
        assertThatThrownBy(() -> Keras4j.loadModel(folder)).isInstanceOf(KerasException.class);
    }

    @Test
    void namesThatFilesCannotCarry() {
        assertThatThrownBy(() -> new Dense(1).name("a/b")).hasMessageContaining("a name that is not empty");
        assertThatThrownBy(() -> new Sequential().name(null)).hasMessageContaining("a name that is not empty");
        Sequential model = new Sequential(new Input(3).name("features"), new Dense(1).name("input_layer"));
        model.save(folder.resolve("names.keras"));
        assertThat(Keras4j.loadModel(folder.resolve("names.keras"))
                        .network()
                        .input()
                        .getName())
                .isEqualTo("features");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> Keras4j.loadModel(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }
}
