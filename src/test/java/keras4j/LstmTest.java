package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Parallel;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.Masking;
import keras4j.ops.Symbol;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers over time beside what the goldens say: threads, chance, what is refused. */
class LstmTest {
    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
        Keras4j.setEngine("compiled");
    }

    private static Dataset data(int samples, int steps, int features) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(2);
        float[] x = new float[samples * steps * features];
        float[] y = new float[samples];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (2 * random.nextDouble() - 1);
        }
        for (int i = 0; i < samples; i++) {
            y[i] = random.nextInt(2);
        }
        return Dataset.of(NdArrays.of(x, samples, steps, features), NdArrays.of(y, samples));
    }

    private static float[] fitted(LSTM layer, Dataset data) {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(new Input(20, 16), layer, new Dense(1).activation("sigmoid"));
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        model.fit(data, batchSize(32), epochs(2), seed(1), verbose(0));
        return NdArrays.floats(model.getWeights().get(1));
    }

    /** The same number of threads gives the same bits, another one the same but for rounding; dropout does not see threads. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.2, 0", "0.2, 0.3"})
    void threads(double dropout, double recurrentDropout) {
        Dataset data = data(70, 20, 16);
        float[][] found = new float[3][];
        for (int i = 0; i < 3; i++) {
            Parallel.setThreads(i == 2 ? 1 : Parallel.PARTS);
            found[i] = fitted(new LSTM(24).dropout(dropout).recurrentDropout(recurrentDropout), data);
        }
        for (int i = 0; i < found[0].length; i++) {
            assertThat(found[1][i]).isEqualTo(found[0][i]);
            assertThat(found[2][i]).isCloseTo(found[0][i], within(1e-4f));
        }
    }

    /** Dropout is for training only, and draws anew for each batch. */
    @Test
    void dropout() {
        Keras4j.setRandomSeed(1);
        Sequential model =
                new Sequential(new Input(5, 3), new LSTM(4).dropout(0.5).recurrentDropout(0.5));
        model.compile(optimizer("sgd"), loss("mse"));
        Dataset data = data(1, 5, 3);
        assertThat(NdArrays.floats(model.predict(data))).containsExactly(NdArrays.floats(model.predict(data)));
        Dataset labelled = Dataset.of(data.x(), NdArrays.of(new float[4], 1, 4));
        double first = model.gradients(labelled).loss();
        assertThat(model.gradients(labelled).loss()).isNotEqualTo(first);
    }

    private static String dl4j(Layer<?>... layers) {
        return new Sequential(layers)
                .getComputationGraphConfiguration().getVertices().values().stream()
                        .filter(LayerVertex.class::isInstance)
                        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
                        .map(layer -> layer instanceof LastTimeStep last
                                ? "LastTimeStep of "
                                        + last.getUnderlying().getClass().getSimpleName()
                                : layer.getClass().getSimpleName())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** DL4J's own where it computes the same, else the layer's own kernel. */
    @Test
    void classesInDl4j() {
        assertThat(dl4j(new Input(3, 2), new LSTM(2).returnSequences(true), new LSTM(2)))
                .isEqualTo("LSTM, LastTimeStep of LSTM");
        assertThat(dl4j(new Input(3, 2), new LSTM(2).activation("relu").recurrentActivation("hard_sigmoid")))
                .isEqualTo("LastTimeStep of LSTM");
        for (LSTM layer : List.of(
                new LSTM(2).useBias(false),
                new LSTM(2).goBackwards(true),
                new LSTM(2).dropout(0.1),
                new LSTM(2).recurrentDropout(0.1))) {
            assertThat(dl4j(new Input(3, 2), layer)).isEqualTo("KernelLayer");
        }
        assertThat(dl4j(new Input(3, 2), new Masking(), new LSTM(2))).isEqualTo("KernelLayer, KernelLayer");
        assertThat(dl4j(new Input(3), new Embedding(5, 2), new LSTM(2)))
                .isEqualTo("EmbeddingSequenceLayer, LastTimeStep of LSTM");
        assertThat(dl4j(new Input(3), new Embedding(5, 2).maskZero(true))).isEqualTo("KernelLayer");
        assertThat(dl4j(new Input(3, 2), new Embedding(5, 2))).isEqualTo("KernelLayer");
    }

    /** Also at DL4J's own hands, with its loss and its optimizer. */
    @Test
    void trainsInDl4jAsHere() {
        Sequential model = new Sequential(
                new Input(4),
                new Embedding(9, 3),
                new LSTM(5).returnSequences(true),
                new LSTM(4),
                new Dense(1).activation("sigmoid"));
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        INDArray words = NdArrays.of(new float[] {0, 4, 1, 2, 3, 5, 8, 8, 7, 1, 1, 6}, 3, 4);
        Dataset data = Dataset.of(words, NdArrays.of(new float[] {1, 0, 1}, 3, 1));
        MultiLayerNetwork chain = model.toMultiLayerNetwork();
        ComputationGraph graph = model.toComputationGraph();
        for (int step = 0; step < 5; step++) {
            chain.fit(data.x(), data.y());
            graph.fit(new INDArray[] {data.x()}, new INDArray[] {data.y()});
        }
        float[] before = NdArrays.floats(model.predict(data));
        model.fit(data, epochs(5), shuffle(false), verbose(0));
        float[] expected = NdArrays.floats(model.predict(data));
        assertThat(expected[0]).isNotCloseTo(before[0], within(1e-3f));
        assertThat(NdArrays.floats(chain.output(data.x()))).containsExactly(expected, within(1e-6f));
        assertThat(NdArrays.floats(graph.output(data.x())[0])).containsExactly(expected, within(1e-6f));
    }

    @Test
    void allArgumentsGoThereAndBack() {
        Model model = new Sequential(
                new Input(4, 3).batchSize(2),
                new Masking().maskValue(0.5),
                new LSTM(5)
                        .activation("softsign")
                        .recurrentActivation("hard_sigmoid")
                        .useBias(true)
                        .kernelInitializer("he_normal")
                        .recurrentInitializer("zeros")
                        .biasInitializer("ones")
                        .unitForgetBias(false)
                        .kernelRegularizer("l2")
                        .recurrentRegularizer("l1")
                        .biasRegularizer("l2")
                        .dropout(0.1)
                        .recurrentDropout(0.2)
                        .seed(7)
                        .returnSequences(true)
                        .goBackwards(true)
                        .stateful(true)
                        .unroll(true)
                        .zeroOutputForMask(true));
        String json = model.toJson();
        assertThat(json)
                .contains(
                        "\"stateful\":true",
                        "\"zero_output_for_mask\":true",
                        "\"return_state\":false",
                        "\"unroll\":true",
                        "\"batch_shape\":[2,4,3]");
        assertThat(Keras4j.modelFromJson(json).toJson()).isEqualTo(json);
        Symbol x = input(4, 3);
        String functional = new Model(List.of(x), new LSTM(2).returnState(true).applyAll(x)).toJson();
        assertThat(functional).contains("\"return_state\":true");
        assertThat(Keras4j.modelFromJson(functional).toJson()).isEqualTo(functional);
    }

    /** An encoder's states as outputs, too, from which a decoder begins: the same in both engines and in a graph of DL4J's. */
    @Test
    void statesAreOutputsAndBeginOthers() {
        Keras4j.setRandomSeed(4);
        Symbol x = input(5, 3);
        List<Symbol> encoded =
                new LSTM(4).returnSequences(true).returnState(true).applyAll(x);
        List<Symbol> decoded = new LSTM(4).returnState(true).applyAll(x, encoded.get(1), encoded.get(2));
        Model model = new Model(
                List.of(x), List.of(encoded.get(2), decoded.get(0), encoded.get(1), decoded.get(2), encoded.get(0)));
        assertThat(model.toJson())
                .isEqualTo(Keras4j.modelFromJson(model.toJson()).toJson());
        Dataset data = data(7, 5, 3);
        List<INDArray> expected = model.predict(List.of(data.x()));
        float[] steps = NdArrays.floats(expected.get(4));
        float[] last = NdArrays.floats(expected.get(2));
        for (int i = 0; i < last.length; i++) {
            assertThat(last[i]).isEqualTo(steps[i / 4 * 20 + 16 + i % 4]);
        }
        INDArray[] graph = model.toComputationGraph().output(data.x());
        Keras4j.setEngine("dl4j");
        Model other = Keras4j.modelFromJson(model.toJson());
        other.setWeights(model.getWeights());
        List<INDArray> found = other.predict(List.of(data.x()));
        for (int k = 0; k < expected.size(); k++) {
            float[] numbers = NdArrays.floats(expected.get(k));
            assertThat(NdArrays.floats(graph[k])).containsExactly(numbers, within(1e-6f));
            assertThat(NdArrays.floats(found.get(k))).containsExactly(numbers, within(1e-6f));
        }
    }

    private static void assertError(Runnable code, String message) {
        assertThatThrownBy(code::run).isInstanceOf(KerasException.class).hasMessageContaining(message);
    }

    @Test
    void whatIsRefused() {
        assertError(() -> new LSTM(0), "LSTM.units: expected a positive whole number, received 0");
        assertError(
                () -> new LSTM(1).dropout(1), "LSTM.dropout: expected a number from 0 to less than 1, received 1.0");
        assertError(
                () -> new Sequential(new Input(4), new LSTM(2)).getWeights(),
                "LSTM: expected inputs (batch, time, features), received (None, 4)");
        assertError(
                () -> new Sequential(new Input(4, 2), new LSTM(2).activation("glu")).getWeights(),
                "LSTM: expected an activation that keeps the width, received glu");
        LSTM states = new LSTM(2).returnState(true);
        assertError(() -> states.apply(input(4, 3)), "LSTM: expected one output; applyAll gives several, received 3");
        assertError(
                () -> new LSTM(2).apply(input(4, 3), input(2), input(3)),
                "LSTM, initial state: expected the shapes [(None, 2), (None, 2)], received [(None, 2), (None, 3)]");
        assertError(() -> new LSTM(2).apply(input(4, 3), input(2)), "expected the shapes [(None, 2), (None, 2)]");
        assertError(
                () -> new Sequential(new Input(4, 3), new LSTM(2).returnState(true)).getWeights(),
                "expected one output; applyAll gives several");
        assertError(() -> new Embedding(0, 2), "Embedding.inputDim: expected a positive whole number, received 0");
        assertError(() -> new Embedding(2, 2).weights(NdArrays.of(new float[6], 3, 2)), "Embedding.weights");
        assertError(
                () -> new Sequential(new Input(4), new Masking()).getWeights(),
                "Masking: expected inputs (batch, time, features), received (None, 4)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void numbersOfWords(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = new Sequential(new Input(3), new Embedding(5, 2).weights(NdArrays.of(new float[10], 5, 2)));
        assertThat(NdArrays.floats(model.getWeights().get(0))).containsOnly(0);
        INDArray words = NdArrays.of(new float[] {0, 4, 1, 2, 3, 5}, 2, 3);
        assertError(
                () -> model.predict(words),
                "Embedding, sample 1 of the batch, place 2: expected a whole number from 0 to 4, received 5.0");
        for (float wrong : new float[] {-1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
            assertError(() -> model.predict(NdArrays.of(new float[] {0, wrong, 0}, 1, 3)), "place 1: expected a whole");
        }
    }

    /** A sample of which nothing counts has no part in the loss, nor has a batch of such samples. */
    @Test
    void nothingButPadding() {
        Sequential model = new Sequential(
                new Input(3),
                new Embedding(5, 2).maskZero(true),
                new LSTM(2).returnSequences(true),
                new Dense(1).activation("sigmoid"));
        model.compile(optimizer("sgd"), loss("mse"));
        Dataset data = Dataset.of(NdArrays.of(new float[6], 2, 3), NdArrays.of(new float[6], 2, 3, 1));
        assertThat(model.gradients(data).loss()).isZero();
        assertThat(List.of(0.0)).isEqualTo(model.fit(data, verbose(0)).get("loss"));
    }
}
