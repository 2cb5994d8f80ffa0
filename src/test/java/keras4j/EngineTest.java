package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Seeds;
import keras4j.data.Dataset;
import keras4j.internal.compiled.CompiledEngine;
import keras4j.internal.dl4j.Dl4jEngine;
import keras4j.layers.Activation;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Bidirectional;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Flatten;
import keras4j.layers.GRU;
import keras4j.layers.GlobalAveragePooling1D;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.Masking;
import keras4j.layers.TimeDistributed;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds of both engines, beside the goldens of TrajectoryTest. */
class EngineTest {
    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static Sequential network(int hidden) {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(
                new Input(4, 3),
                new Dense(5).activation("tanh"),
                new Flatten(),
                new Dense(hidden).activation("gelu"),
                new Activation("softsign"),
                new Dense(2).activation("softmax"));
        model.compile(optimizer("adam"), loss("sparse_categorical_crossentropy"));
        return model;
    }

    private static Dataset data(int samples) {
        var random = Seeds.generator(5L);
        float[] x = new float[samples * 12];
        float[] y = new float[samples];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (2 * random.nextDouble() - 1);
        }
        for (int i = 0; i < samples; i++) {
            y[i] = random.nextInt(2);
        }
        return Dataset.of(NdArrays.of(x, samples, 4, 3), NdArrays.of(y, samples));
    }

    /** Small products are loops, large ones BLAS; the last batch is smaller. */
    @ParameterizedTest
    @ValueSource(ints = {7, 300})
    void bothTrainTheSame(int hidden) {
        float[][] found = new float[2][];
        for (int i = 0; i < 2; i++) {
            Keras4j.setEngine(i == 0 ? "compiled" : "dl4j");
            Sequential model = network(hidden);
            model.fit(data(150), batchSize(64), epochs(3), shuffle(false), verbose(0));
            found[i] = NdArrays.floats(model.predict(data(150)));
        }
        assertThat(found[0]).containsExactly(found[1], within(2e-5f));
    }

    private static Sequential overTime() {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(
                new Input(4, 3),
                new LSTM(6).returnSequences(true),
                new Masking().maskValue(0.5),
                new LSTM(5).returnSequences(true).zeroOutputForMask(true),
                new LSTM(4),
                new Dense(2).activation("softmax"));
        model.compile(optimizer("adam"), loss("sparse_categorical_crossentropy"));
        return model;
    }

    /** DL4J's own LSTM and hosted ones; the last batch is smaller. */
    @Test
    void bothTrainTheSameOverTime() {
        float[][] found = new float[2][];
        for (int i = 0; i < 2; i++) {
            Keras4j.setEngine(i == 0 ? "compiled" : "dl4j");
            Sequential model = overTime();
            model.fit(data(150), batchSize(64), epochs(3), shuffle(false), verbose(0));
            found[i] = NdArrays.floats(model.predict(data(150)));
            assertThat(NdArrays.floats(model.predict(data(150), batchSize(7))))
                    .containsExactly(found[i], within(1e-6f));
        }
        assertThat(found[0]).containsExactly(found[1], within(2e-5f));
    }

    static Stream<Supplier<Layer<?>>> readersOfMasks() {
        return Stream.of(
                GlobalAveragePooling1D::new,
                () -> new GRU(4),
                () -> new Bidirectional(new LSTM(4)),
                () -> new TimeDistributed(new Dense(3)));
    }

    /** DL4J hosts them, and finds the mask again; it is the loss's, too, where the layer hands it on. */
    @ParameterizedTest
    @MethodSource("readersOfMasks")
    void bothReadTheSameMask(Supplier<Layer<?>> layer) {
        float[] numbers = NdArrays.floats(data(150).x());
        for (int i = 0; i < 150; i++) {
            int place = (4 * i + i % 4) * 3;
            Arrays.fill(numbers, place, place + 3, 0);
        }
        INDArray x = NdArrays.of(numbers, 150, 4, 3);
        float[][] found = new float[2][];
        for (int i = 0; i < 2; i++) {
            Keras4j.setEngine(i == 0 ? "compiled" : "dl4j");
            Keras4j.setRandomSeed(3);
            Sequential model = new Sequential(
                    new Input(4, 3),
                    new Dense(3).useBias(false),
                    new Masking(),
                    layer.get(),
                    new Dense(2).activation("softmax"));
            model.compile(optimizer("adam"), loss("mse"));
            model.fit(x, model.predict(x).mul(0), batchSize(64), epochs(3), shuffle(false), verbose(0));
            found[i] = NdArrays.floats(model.predict(x));
        }
        assertThat(found[0]).containsExactly(found[1], within(2e-5f));
    }

    /** Dropout over time repeats with its seed, and trains; in both engines it is the same kernel's. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void dropoutOverTime(String engine) {
        Keras4j.setEngine(engine);
        double[] losses = new double[3];
        for (int i = 0; i < 3; i++) {
            Keras4j.setRandomSeed(3);
            Sequential model = new Sequential(
                    new Input(4, 3),
                    new Masking(),
                    new LSTM(5).dropout(0.3).recurrentDropout(0.3),
                    new Dense(2).activation("softmax"));
            model.compile(optimizer("adam"), loss("sparse_categorical_crossentropy"));
            losses[i] = model.fit(data(50), epochs(2), Args.seed(i / 2), verbose(0))
                    .get("loss")
                    .get(1);
        }
        assertThat(losses[0]).isEqualTo(losses[1]).isNotEqualTo(losses[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void dropoutKeepsTheMeanAndRepeatsWithItsSeed(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = new Sequential(new Input(1000), new Dropout(0.3));
        model.compile(optimizer("sgd"), loss("mae"));
        float[][] x = new float[20][1000];
        for (float[] row : x) {
            Arrays.fill(row, 1);
        }
        float[][] zeros = new float[20][1000];
        // Each number is 0 or 1 / 0.7: the mean absolute error against 0 is near 1, and its square's mean near 1 / 0.7.
        assertThat(model.fit(x, zeros, Args.seed(1), verbose(0)).get("loss").get(0))
                .isCloseTo(1, within(0.02));
        assertThat(model.fit(x, zeros, Args.seed(1), verbose(0)).get("loss"))
                .isEqualTo(model.fit(x, zeros, Args.seed(1), verbose(0)).get("loss"));
        model.compile(optimizer("sgd"), loss("mse"));
        assertThat(model.fit(x, zeros, Args.seed(2), verbose(0)).get("loss").get(0))
                .isCloseTo(1 / 0.7, within(0.04));
        assertThat(model.predict(x)[0]).containsOnly(1);
    }

    /** Buffers grow with the batch, and a smaller one afterwards is right. */
    @Test
    void batchesOfAllSizes() {
        Sequential model = network(7);
        Dataset all = data(40);
        float[] expected = NdArrays.floats(model.predict(all, batchSize(40)));
        for (int size : new int[] {1, 3, 40, 7}) {
            assertThat(NdArrays.floats(model.predict(all, batchSize(size)))).containsExactly(expected, within(1e-6f));
        }
        assertThat(model.predict(all.slice(0, 1)).shape()).containsExactly(1, 2);
    }

    private static Model squares() {
        Symbol x = Args.input(3);
        return new Model(x, Ops.square(new Dense(2).apply(x)));
    }

    /** Also in DL4J's engine. */
    @Test
    void opsOfAModelRunInBoth() {
        Model model = squares();
        float[][] data = {{1, 2, 3}, {-1, 0, 0.5f}};
        float[][] expected = model.predict(data);
        Keras4j.setEngine("dl4j");
        Model again = squares();
        again.setWeights(model.getWeights());
        for (int i = 0; i < data.length; i++) {
            assertThat(again.predict(data[i])).containsExactly(expected[i], within(1e-6f));
        }
    }

    private static final class Fixed extends Model {
        private final BatchNormalization asModel = new BatchNormalization();
        private final BatchNormalization asInference = new BatchNormalization();
        private final BatchNormalization asTraining = new BatchNormalization();
        private final Sequential inner =
                new Sequential(new Dense(2).inputDim(2), new BatchNormalization(), new Dropout(0.9));
        private final Dropout dropout = new Dropout(0.9);
        private final Dense head = new Dense(1).activation("sigmoid");

        @Override
        protected Symbol call(Symbol x) {
            Symbol h = asInference.apply(asModel.apply(x), training(false));
            h = inner.apply(asTraining.apply(h, training(true)), training(false));
            return head.apply(dropout.apply(h, training(false)), training(true));
        }
    }

    /** DL4J has batch normalization, dropout and dense layers of its own, which ask the whole network. */
    @Test
    void callsOfAModelSayWhetherTheyAreOfTraining() {
        float[][] x = {{1, 2}, {-1, 0.5f}, {0, 3}, {2, 2}, {1, -1}, {0.3f, 0.2f}};
        float[] y = {1, 0, 1, 1, 0, 0};
        List<float[]> all = new ArrayList<>();
        for (String engine : List.of("compiled", "dl4j")) {
            Keras4j.setEngine(engine);
            Keras4j.setRandomSeed(5);
            Fixed model = new Fixed();
            model.compile(optimizer("sgd"), loss("binary_crossentropy"));
            model.fit(x, y, epochs(3), batchSize(3), shuffle(false), verbose(0));
            assertThat(NdArrays.floats(model.asInference.getWeights().get(2))).containsOnly(0);
            assertThat(NdArrays.floats(model.asTraining.getWeights().get(2))).doesNotContain(0);
            all.add(NdArrays.floats(model.predict(Dataset.of(x), batchSize(6))));
            model.getWeights().forEach(weight -> all.add(NdArrays.floats(weight)));
        }
        for (int i = 0; i < all.size() / 2; i++) {
            assertThat(all.get(all.size() / 2 + i)).containsExactly(all.get(i), within(1e-5f));
        }
    }

    @Test
    void theDefaultIsCompiledAndNamesAreChecked() {
        Sequential model = network(7);
        assertThat(Engines.make(model.network(), List.of())).isInstanceOf(CompiledEngine.class);
        Keras4j.setEngine("dl4j");
        assertThat(Engines.make(model.network(), List.of())).isInstanceOf(Dl4jEngine.class);
        assertThatThrownBy(() -> Keras4j.setEngine("dlj4"))
                .isInstanceOf(KerasException.class)
                .hasMessage("setEngine: expected one of compiled, dl4j, received \"dlj4\"; did you mean \"dl4j\"?");
    }
}
