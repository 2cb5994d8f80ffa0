package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.skipMismatch;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Dense;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.RMSprop;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimizers in fields go on from files, those of real Keras among them: make_state_goldens.py. */
class StatesTest {
    private static final Map<String, byte[]> FILES = new HashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void unzip() throws IOException {
        try (InputStream in = StatesTest.class.getResourceAsStream("/golden/states.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                FILES.put(entry.getName(), zip.readAllBytes());
                Files.write(folder.resolve(entry.getName()), FILES.get(entry.getName()));
            }
        }
    }

    private static final class Mixed extends Model {
        private final Dense score = new Dense(1);
        private final Dense encoder = new Dense(3).activation("tanh");
        private final List<Dense> blocks = List.of(new Dense(4).activation("tanh"), new Dense(4).activation("tanh"));
        private final BatchNormalization norm1 = new BatchNormalization();
        private final Dense _aside = new Dense(1);
        private final Sequential head = StepModels.mlp(4, 3, 4);
        private final List<Optimizer> optimizers = List.of(
                new Adam().learningRate(0.01).amsgrad(true),
                new SGD().learningRate(0.05).momentum(0.9));
        private final Optimizer zOptimizer = new RMSprop().learningRate(0.01);

        @Override
        protected Symbol call(Symbol x) {
            Symbol h = encoder.apply(x);
            for (Dense block : blocks) {
                h = block.apply(h);
            }
            h = head.apply(norm1.apply(h));
            return score.apply(h).plus(_aside.apply(h));
        }

        @Override
        protected void trainStep(TrainStep step) {
            List<Symbol> inner = new ArrayList<>(blocks.get(0).trainableWeights());
            inner.addAll(blocks.get(1).trainableWeights());
            inner.addAll(head.trainableWeights());
            List<Symbol> outer = new ArrayList<>(norm1.trainableWeights());
            outer.addAll(score.trainableWeights());
            minimize(step, optimizers.get(0), inner);
            minimize(step, optimizers.get(1), outer);
            minimize(step, zOptimizer, _aside.trainableWeights());
            step.log("error", minimize(step, getOptimizer(), encoder.trainableWeights()));
        }

        private Symbol minimize(TrainStep step, Optimizer optimizer, List<Symbol> weights) {
            Symbol loss = mean(square(step.y().minus(apply(step.x(), training(true)))));
            step.apply(optimizer, step.gradients(loss, weights), weights);
            return loss;
        }
    }

    private static JsonNode golden(String name) throws IOException {
        return new ObjectMapper().readTree(FILES.get(name + ".json"));
    }

    private static Npy array(JsonNode node, int rows) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return new Npy(values, Shape.of(rows, values.length / rows));
    }

    private static Dataset data(JsonNode golden) {
        List<Npy> x = new ArrayList<>();
        golden.get("x").forEach(each -> x.add(array(each, 20)));
        return golden.get("y").isNull() ? Dataset.of(x) : Dataset.of(x, array(golden.get("y"), 20));
    }

    private static Model made(String name, Dataset data) {
        Model model = name.equals("gan") ? new StepModels.Gan() : new Mixed();
        if (name.equals("gan")) {
            model.compile();
        } else {
            model.compile(optimizer(new Adam().learningRate(0.02)));
        }
        model.network(data.xShapes());
        return model;
    }

    private static Map<String, List<Double>> fit(Model model, Dataset data) {
        return model.fit(data, epochs(2), batchSize(8), shuffle(false), verbose(0))
                .history();
    }

    private static void assertFollows(Map<String, List<Double>> found, JsonNode history) {
        assertThat(found).hasSize(history.size());
        history.properties().forEach(curve -> {
            for (int epoch = 0; epoch < 2; epoch++) {
                double value = curve.getValue().get(epoch).asDouble();
                assertThat(found.get(curve.getKey()).get(epoch))
                        .as(curve.getKey())
                        .isCloseTo(value, within(1e-5 * Math.abs(value)));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "gan, gan-new.weights.h5, before",
        "gan, gan.weights.h5, after",
        "gan, gan.keras, after",
        "mixed, mixed-new.weights.h5, before",
        "mixed, mixed.weights.h5, after",
        "mixed, mixed.keras, after"
    })
    void goesOnFromKeras(String name, String file, String history) throws IOException {
        JsonNode golden = golden(name);
        Dataset data = data(golden);
        Model model = made(name, data);
        model.loadWeights(folder.resolve(file));
        assertFollows(fit(model, data), golden.get(history));
        if (name.equals("mixed") && history.equals("after")) {
            float[] predicted = model.predict(data).dup('c').data().asFloat();
            for (int i = 0; i < predicted.length; i++) {
                double value = golden.get("predicted").get(i).asDouble();
                assertThat((double) predicted[i]).isCloseTo(value, within(1e-5));
            }
        }
    }

    /** What was read is kept where it is saved again before the first step; and it replaces a state that is at work. */
    @ParameterizedTest
    @CsvSource({"gan, weights.h5", "gan, keras", "mixed, weights.h5", "mixed, keras"})
    void goesOnFromOwnFiles(String name, String extension) throws IOException {
        JsonNode golden = golden(name);
        Dataset data = data(golden);
        Model model = made(name, data);
        model.loadWeights(folder.resolve(name + ".weights.h5"));
        Path kept = folder.resolve(name + "-kept." + extension);
        save(model, kept);
        Model second = made(name, data);
        second.loadWeights(kept);
        assertFollows(fit(second, data), golden.get("after"));

        second.loadWeights(kept);
        assertFollows(fit(second, data), golden.get("after"));

        Path trained = folder.resolve(name + "-trained." + extension);
        save(second, trained);
        Map<String, List<Double>> next = fit(second, data);
        Model third = made(name, data);
        third.loadWeights(trained);
        assertThat(fit(third, data)).isEqualTo(next);
    }

    private static void save(Model model, Path file) {
        if (file.toString().endsWith(".keras")) {
            model.save(file);
        } else {
            model.saveWeights(file);
        }
    }

    /** Its class, which is in no file, has to be there to make it. */
    @Test
    void modelWithoutACallIsReadByLoadWeightsAlone() throws IOException {
        Model model = made("gan", data(golden("gan")));
        Path file = folder.resolve("alone.keras");
        model.save(file);
        assertThatThrownBy(() -> Keras4j.loadModel(file))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("a subclass of Model without a call is read by loadWeights");
        model.loadWeights(file);
    }

    @Test
    void learningRatesAreThoseOfTheFile() throws IOException {
        Dataset data = data(golden("mixed"));
        Mixed model = (Mixed) made("mixed", data);
        model.zOptimizer.learningRate(0.5);
        model.getOptimizer().learningRate(0.5);
        model.loadWeights(folder.resolve("mixed.weights.h5"));
        assertThat(model.zOptimizer.learningRate()).isEqualTo(0.01);
        assertThat(model.getOptimizer().learningRate()).isEqualTo(0.02);
        model.zOptimizer.learningRate(0.25);
        fit(model, data);
        assertThat(model.zOptimizer.learningRate()).isEqualTo(0.25);
    }

    /** Before the first step the optimizer of compile is one that has begun. */
    @Test
    void frozenLayersLoseNoState() throws IOException {
        JsonNode golden = golden("mixed");
        Dataset data = data(golden);
        Mixed model = (Mixed) made("mixed", data);
        model.compile(optimizer(new Adam().learningRate(0.02)), loss("mse"));
        model.loadWeights(folder.resolve("mixed.weights.h5"));
        model.norm1.trainable(false);
        model.evaluate(data, verbose(0));
        model.norm1.trainable(true);
        assertFollows(fit(model, data), golden.get("after"));
    }

    /** A file for a model whose optimizers are others. */
    private static final class Others extends Model {
        private final Sequential discriminator = StepModels.mlp(2, 6, 1);
        private final Sequential generator = StepModels.mlp(3, 5, 2);
        private final Optimizer dOptimizer;
        private final Optimizer gOptimizer = new SGD().momentum(0.5);
        private boolean isSwapped;

        Others(Optimizer dOptimizer) {
            this.dOptimizer = dOptimizer;
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol loss = mean(square(discriminator.apply(step.x(0))));
            List<Symbol> weights = discriminator.trainableWeights();
            Symbol other = mean(square(generator.apply(step.x(1))));
            List<Symbol> own = generator.trainableWeights();
            step.apply(isSwapped ? gOptimizer : dOptimizer, step.gradients(loss, weights), weights);
            step.apply(isSwapped ? dOptimizer : gOptimizer, step.gradients(other, own), own);
            step.log("loss", loss);
        }
    }

    private static Others swapped(Dataset data) {
        Others swapped = new Others(new Adam());
        swapped.isSwapped = true;
        swapped.compile();
        swapped.network(data.xShapes());
        return swapped;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gan.weights.h5", "gan.keras"})
    void otherOptimizersAreErrorsAndChangeNothing(String file) throws IOException {
        Dataset data = data(golden("gan"));
        Others model = new Others(new SGD().momentum(0.5));
        model.compile();
        model.network(data.xShapes());
        float[] before = model.getWeights().get(0).dup().data().asFloat();
        Others amsgrad = new Others(new Adam().amsgrad(true));
        amsgrad.compile();
        amsgrad.network(data.xShapes());
        amsgrad.loadWeights(folder.resolve(file));
        float[] loaded = amsgrad.getWeights().get(0).dup().data().asFloat();
        assertThatThrownBy(() -> fit(amsgrad, data))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("d_optimizer/vars: expected 14 weights, received 10");
        assertThat(amsgrad.getWeights().get(0).dup().data().asFloat()).containsExactly(loaded);

        model.loadWeights(folder.resolve(file));
        float[] read = model.getWeights().get(0).dup().data().asFloat();
        assertThat(read).isNotEqualTo(before);
        assertThatThrownBy(() -> fit(model, data))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("d_optimizer/vars: expected 6 weights, received 10");
        assertThat(model.getWeights().get(0).dup().data().asFloat()).containsExactly(read);

        Others early = swapped(data);
        early.loadWeights(folder.resolve(file));
        assertThatThrownBy(() -> fit(early, data))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("g_optimizer/vars: expected what the optimizer remembers of the weights [");
        Others swapped = swapped(data);
        fit(swapped, data);
        float[] trained = swapped.getWeights().get(0).dup().data().asFloat();
        assertThatThrownBy(() -> swapped.loadWeights(folder.resolve(file)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("d_optimizer/vars/2: expected float32 numbers of shape (3, 5), received (2, 6)");
        assertThat(swapped.getWeights().get(0).dup().data().asFloat()).containsExactly(trained);
        swapped.loadWeights(folder.resolve(file), skipMismatch(true));
        fit(swapped, data);
    }

    /** Keras reads all of our files, and leaves no optimizer out; see {@link InteropTest}. */
    @Tag("interop")
    @ParameterizedTest
    @ValueSource(strings = {"gan", "mixed"})
    void kerasGoesOn(String name) throws Exception {
        Dataset data = data(golden(name));
        Model model = made(name, data);
        model.loadWeights(folder.resolve(name + "-new.weights.h5"));
        fit(model, data);
        Path file = folder.resolve("ours-" + name + ".weights.h5");
        model.saveWeights(file);
        Path whole = folder.resolve("ours-" + name + ".keras");
        model.save(whole);
        if (name.equals("mixed")) {
            JsonNode predicted = Python.run("make_state_goldens.py", "", "--predict", whole.toString());
            float[] own = model.predict(data).dup('c').data().asFloat();
            for (int i = 0; i < own.length; i++) {
                assertThat((double) own[i]).isCloseTo(predicted.get(i).asDouble(), within(1e-5));
            }
        }
        JsonNode theirs = Python.run("make_state_goldens.py", "", "--continue", name, file.toString());
        assertThat(theirs.get("skipped")).isEmpty();
        assertFollows(fit(model, data), theirs.get("history"));
    }
}
