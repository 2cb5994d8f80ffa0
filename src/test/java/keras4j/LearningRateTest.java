package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.callbacks.LambdaCallback;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.core.Serialized;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.optimizers.Adam;
import keras4j.optimizers.AdamW;
import keras4j.optimizers.Optimizers;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The learning rate of a compiled model is read and set as in Keras, and counts from the next step on. */
class LearningRateTest {
    private static final float[][] X = {{1, 2}, {-1, 0.5f}, {0.25f, -2}, {3, 1}};
    private static final float[] Y = {1, 0, 0, 1};

    @TempDir
    Path folder;

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static Sequential model(Optimizer optimizer) {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(new Input(2), new Dense(3).activation("tanh"), new Dense(1));
        model.build(2);
        model.compile(optimizer(optimizer), loss("mse"));
        return model;
    }

    private static float[] weights(Model model) {
        return model.network().copy();
    }

    static Stream<Arguments> goldens() {
        return Goldens.names("learning_rate-").stream()
                .flatMap(name -> Stream.of("compiled", "dl4j").map(engine -> Arguments.of(name, engine)));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void followsKeras(String name, String engine) {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = Goldens.read(name);
        Model model = Goldens.compiled(golden);
        Map<Integer, Double> rates = new HashMap<>();
        for (Object pair : (List<?>) golden.get("rates")) {
            rates.put((Integer) ((List<?>) pair).get(0), (Double) ((List<?>) pair).get(1));
        }
        History history = GoldenFit.run(model, golden, new LambdaCallback().onEpochBegin(epoch -> {
                    if (rates.containsKey(epoch)) {
                        model.getOptimizer().learningRate(rates.get(epoch));
                    }
                }));
        Config.map("history", golden.get("history")).forEach((key, values) -> {
            for (int i = 0; i < history.get(key).size(); i++) {
                Goldens.assertClose(history.get(key).get(i), ((List<?>) values).get(i));
            }
        });
        float[] losses = Goldens.floats(golden.get("batch_losses"));
        float[] batchRates = Goldens.floats(golden.get("batch_rates"));
        for (int i = 0; i < losses.length; i++) {
            model.getOptimizer().learningRate(batchRates[i]);
            Dataset rows = Goldens.data(golden).slice(10 * i, 10 * i + 10);
            Goldens.assertClose(model.trainOnBatch(rows).loss(), losses[i]);
        }
        List<?> weights = (List<?>) golden.get("final_weights");
        for (int i = 0; i < weights.size(); i++) {
            assertThat(NdArrays.floats(model.getWeights().get(i)))
                    .containsExactly(Goldens.floats(weights.get(i)), within(1e-4f));
        }
        model.getOptimizer().learningRate(0.125);
        assertThat(Serialized.of(model.getOptimizer(), Optimizers.REGISTRY)).isEqualTo(golden.get("saved_optimizer"));
    }

    /** The same in the middle of an epoch, by single batches, and by gradients. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void countsFromTheNextStepOn(String engine) {
        Keras4j.setEngine(engine);
        Adam given = new Adam();
        Sequential fitted = model(given);
        LambdaCallback falling = new LambdaCallback()
                .onTrainBatchEnd((batch, logs) -> fitted.getOptimizer().learningRate(0.1 / (batch + 2)));
        fitted.fit(X, Y, batchSize(1), epochs(1), shuffle(false), verbose(0), callbacks(falling));
        Sequential byBatch = model(given);
        Sequential byGradients = model(given);
        for (int i = 0; i < X.length; i++) {
            Dataset row = Dataset.of(X, Y).slice(i, i + 1);
            byBatch.trainOnBatch(row);
            byGradients.apply(byGradients.gradients(row));
            for (Sequential model : List.of(byBatch, byGradients)) {
                model.getOptimizer().learningRate(0.1 / (i + 2));
            }
        }
        assertThat(weights(byBatch)).containsExactly(weights(fitted));
        assertThat(weights(byGradients)).containsExactly(weights(fitted));
        Sequential same = model(given);
        same.fit(X, Y, batchSize(1), epochs(1), shuffle(false), verbose(0));
        assertThat(weights(same)).isNotEqualTo(weights(fitted));
    }

    /** Each model has a copy of what compile was given. */
    @Test
    void modelsShareNoOptimizer() {
        SGD given = new SGD().momentum(0.5);
        Sequential first = model(given);
        Sequential second = model(given);
        first.getOptimizer().learningRate(0.5);
        given.learningRate(0.25);
        assertThat(first.getOptimizer().learningRate()).isEqualTo(0.5);
        assertThat(second.getOptimizer().learningRate()).isEqualTo(0.01);
        assertThat(first.getOptimizer()).isInstanceOf(SGD.class);
        assertThat(first.toJson()).contains("\"momentum\":0.5", "\"learning_rate\":0.5");
        first.compile(optimizer(given), loss("mse"));
        assertThat(first.getOptimizer().learningRate()).isEqualTo(0.25);
    }

    /** It is in the file's config and among the optimizer's variables, as Keras has it, and the model goes on with it. */
    @ParameterizedTest
    @ValueSource(strings = {"model.keras", "model.h5"})
    void isSaved(String name) {
        Sequential model = model(new AdamW());
        model.fit(X, Y, verbose(0));
        model.getOptimizer().learningRate(0.3);
        Path file = folder.resolve(name);
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.getOptimizer().learningRate()).isEqualTo(0.3);
        loaded.getOptimizer().learningRate(0);
        float[] before = weights(loaded);
        loaded.fit(X, Y, verbose(0));
        assertThat(weights(loaded)).containsExactly(before);
    }

    @Test
    void comesWithTheOptimizersState() {
        Sequential model = model(new Adam());
        model.fit(X, Y, verbose(0));
        model.getOptimizer().learningRate(0.3);
        Path file = folder.resolve("model.weights.h5");
        model.saveWeights(file);
        Sequential other = model(new Adam().learningRate(0.7));
        Path wrong = folder.resolve("wrong.weights.h5");
        new Sequential(new Input(2), new Dense(4)).saveWeights(wrong);
        assertThatThrownBy(() -> other.loadWeights(wrong)).isInstanceOf(RuntimeException.class);
        assertThat(other.getOptimizer().learningRate()).isEqualTo(0.7);
        other.loadWeights(file);
        assertThat(other.getOptimizer().learningRate()).isEqualTo(0.3);
    }

    /** The thread that trains sees what another one sets. */
    @Test
    void isSetFromAnotherThread() {
        Sequential model = model(new SGD());
        LambdaCallback callback = new LambdaCallback().onTrainBatchEnd((batch, logs) -> {
            Thread setter = new Thread(() -> model.getOptimizer().learningRate(0));
            setter.start();
            try {
                setter.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        model.fit(X, Y, batchSize(1), epochs(1), shuffle(false), verbose(0), callbacks(callback));
        Sequential one = model(new SGD());
        one.trainOnBatch(Dataset.of(X, Y).slice(0, 1));
        assertThat(weights(model)).containsExactly(weights(one));
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> new Sequential(new Input(2), new Dense(1)).getOptimizer())
                .hasMessage("getOptimizer: expected a compiled model: call compile(optimizer(..), loss(..)) first,"
                        + " received one that is not");
        assertThatThrownBy(() -> model(new SGD()).getOptimizer().learningRate(-1))
                .hasMessage("SGD.learningRate: expected a number of at least 0, received -1.0");
        assertThatThrownBy(() -> model(new SGD()).getOptimizer().learningRate(Double.NaN))
                .hasMessageEndingWith("received NaN");
    }
}
