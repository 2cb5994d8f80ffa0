package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import keras4j.data.Npy;
import keras4j.data.Npz;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Normalization;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader of files, on damaged ones. {@code -DargLine=-Dkeras4j.mutations=100000} reads more of them. */
class FileFuzzTest {
    private static final Path FILES = Path.of("src/test/resources/golden/files");

    private static final Sequential MODEL = model();
    private static final Sequential FLOATS = new Sequential(new Input(3), new Dense(4));
    private static final Sequential LESSON = SafetensorsTest.sequential();

    @TempDir
    static Path folder;

    /** A reader of files: a name with the extension, a valid file, and what reads it. */
    record Case(String name, byte[] valid, FileFuzzer.Reader reader) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> readers() throws IOException {
        return Stream.of(
                new Case("ours.keras", ours("f.keras", FunctionalSavingTest.everything()::save), Keras4j::loadModel),
                new Case("theirs.keras", theirs("../resume-adam.keras"), Keras4j::loadModel),
                new Case("ours.h5", ours("m.h5", model()::save), Keras4j::loadModel),
                new Case("theirs.h5", theirs("keras2_functional.h5"), Keras4j::loadModel),
                new Case(
                        "ours.weights.h5", ours("m.weights.h5", model()::saveWeights), file -> MODEL.loadWeights(file)),
                new Case("theirs.weights.h5", theirs("bfloat16.weights.h5"), file -> FLOATS.loadWeights(file)),
                new Case(
                        "states.weights.h5",
                        ours("states.weights.h5", gan()::saveWeights),
                        file -> compiled(new StepModels.Gan()).loadWeights(file)),
                new Case(
                        "model.json",
                        FileFuzzer.bytes(FunctionalSavingTest.everything().toJson()),
                        Keras4j::loadModel),
                new Case(
                        "ours.safetensors",
                        ours("m.safetensors", FLOATS::saveWeights),
                        file -> FLOATS.loadWeights(file)),
                new Case(
                        "theirs.safetensors",
                        theirs("../torch-bfloat16.safetensors"),
                        file -> LESSON.loadWeights(file)),
                new Case("ours.npz", ours("m.npz", FileFuzzTest::saveArrays), Npz::read),
                new Case("theirs.npz", theirs("../npy/compressed.npz"), Npz::read),
                new Case("ours.zip", ours("m.zip", model()::save), Keras4j::loadModel),
                new Case("theirs.zip", ours("d.zip", FileFuzzTest::saveInDl4j), Keras4j::loadModel));
    }

    private static void saveArrays(Path file) {
        Npz.write(file, Map.of("x", Npy.of(new float[3][4]), "y", Npy.of(new int[3])));
    }

    /** By DL4J's own ModelSerializer. */
    private static void saveInDl4j(Path file) {
        try {
            ModelSerializer.writeModel(LESSON.toMultiLayerNetwork(), file.toFile(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sequential model() {
        Sequential model = new Sequential(
                new Input(3),
                new Normalization(),
                new Dense(2).activation("tanh").kernelRegularizer("l2"),
                new Dense(1));
        model.compile(optimizer("adam"), loss("mse"), metrics("mae"));
        model.fit(new float[][] {{1, 2, 3}, {4, 5, 7}}, new float[] {1, 2}, verbose(0));
        return model;
    }

    /** With optimizers in fields. */
    private static Model gan() {
        Model gan = compiled(new StepModels.Gan());
        gan.fit(List.of(new float[4][2], new float[4][3]), verbose(0));
        return gan;
    }

    private static Model compiled(Model model) {
        model.compile();
        return model;
    }

    private static byte[] ours(String name, Consumer<Path> save) throws IOException {
        Path file = folder.resolve(name);
        save.accept(file);
        return Files.readAllBytes(file);
    }

    private static byte[] theirs(String name) throws IOException {
        return Files.readAllBytes(FILES.resolve(name));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readsOrRefuses(Case tested) throws Exception {
        int count = Integer.getInteger("keras4j.mutations", 2_000);
        Path file = folder.resolve(tested.name);
        Files.write(file, tested.valid);
        tested.reader.read(file);
        long begin = System.nanoTime();
        int accepted = FileFuzzer.run(file, tested.valid, tested.reader, count, 1);
        assertThat(accepted).isBetween(0, count - 1);
        if (count > 2_000) {
            System.out.printf(
                    "%s: %d mutations, %d read all the same, %.0f s%n",
                    tested.name, count, accepted, (System.nanoTime() - begin) / 1e9);
        }
    }
}
