package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationSplit;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Layers that go on where the batch before has ended. */
class StatefulTest {
    @TempDir
    Path folder;

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static LSTM lstm(Model model, int number) {
        return (LSTM) model.getLayers().get(number);
    }

    /** Predictions, fit with its validation, and evaluate go on with what the call before has left, until it is reset. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void followsKeras(String engine) {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = Goldens.read("stateful");
        Model model = Goldens.compiled(golden);
        Dataset data = Goldens.data(golden);
        Args.BatchSize batch = batchSize((Integer) golden.get("batch"));
        List<?> predictions = (List<?>) golden.get("predictions");
        assertPredicts(model, data, batch, predictions.get(0), 1e-5);
        assertPredicts(model, data, batch, predictions.get(1), 1e-5);
        History history = model.fit(data, batch, epochs(3), shuffle(false), validationSplit(0.25), verbose(0));
        ((Map<?, ?>) golden.get("history")).forEach((key, values) -> {
            for (int i = 0; i < 3; i++) {
                Goldens.assertClose(history.get((String) key).get(i), ((List<?>) values).get(i));
            }
        });
        Logs logs = model.evaluate(data, batch, verbose(0));
        ((Map<?, ?>) golden.get("evaluation"))
                .forEach((key, value) -> Goldens.assertClose(logs.get((String) key), value));
        assertPredicts(model, data, batch, predictions.get(2), 1e-4);
        lstm(model, 1).resetStates();
        lstm(model, 2).resetStates();
        assertPredicts(model, data, batch, predictions.get(3), 1e-4);
    }

    /** In ONNX states are inputs and outputs: who hands them on gets what Keras predicts, batch after batch. */
    @Test
    void onnxRuntimeGoesOn() throws OrtException {
        Map<String, Object> golden = Goldens.read("stateful");
        int batch = (Integer) golden.get("batch");
        Path file = folder.resolve("model.onnx");
        Goldens.model(golden).export(file);
        INDArray x = Goldens.data(golden).x();
        int samples = (int) x.size(0);
        try (Ort ort = new Ort(file)) {
            assertThat(ort.inputs()).hasSize(5).anyMatch(input -> input.startsWith("lstm/state_1["));
            assertThat(ort.outputs()).hasSize(5).anyMatch(output -> output.startsWith("lstm/state_1_after["));
            List<INDArray> states = ort.zeros(1, batch);
            for (Object expected : ((List<?>) golden.get("predictions")).subList(0, 2)) {
                List<Float> found = new ArrayList<>();
                for (int from = 0; from < samples; from += batch) {
                    List<INDArray> inputs = new ArrayList<>(states);
                    inputs.add(
                            0, x.get(NDArrayIndex.interval(from, from + batch)).dup('c'));
                    List<float[]> made = ort.run(inputs);
                    for (float number : made.get(0)) {
                        found.add(number);
                    }
                    for (int i = 0; i < states.size(); i++) {
                        states.set(i, NdArrays.of(made.get(1 + i), states.get(i).shape()));
                    }
                }
                TrajectoryTest.assertClose(Goldens.floats(found), Goldens.floats(expected), 1e-5);
            }
        }
    }

    private static void assertPredicts(
            Model model, Dataset data, Args.BatchSize batch, Object expected, double tolerance) {
        TrajectoryTest.assertClose(NdArrays.floats(model.predict(data, batch)), Goldens.floats(expected), tolerance);
    }

    private static Sequential small() {
        return new Sequential(new Input(3, 2).batchSize(2), new LSTM(3).stateful(true), new Dense(1));
    }

    private static final INDArray X = NdArrays.of(new float[] {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6}, 2, 3, 2);

    /** States are no weights, but the batch's size is in the file; compile keeps the states. */
    @Test
    void filesHaveTheBatchSizeAndNoStates() {
        Sequential model = small();
        assertThat(model.getWeights()).hasSize(5);
        float[] first = NdArrays.floats(model.predict(X));
        assertThat(NdArrays.floats(model.predict(X))).isNotEqualTo(first);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.toJson()).isEqualTo(model.toJson()).contains("\"batch_shape\":[2,3,2]");
        assertThat(NdArrays.floats(loaded.predict(X))).isEqualTo(first);
        model.compile(optimizer("sgd"), loss("mse"));
        assertThat(NdArrays.floats(model.predict(X))).isNotEqualTo(first);
        lstm(model, 0).resetStates();
        assertThat(NdArrays.floats(model.predict(X))).isEqualTo(first);
    }

    private static void assertError(Runnable code, String message) {
        assertThatThrownBy(code::run).isInstanceOf(KerasException.class).hasMessageContaining(message);
    }

    private static final class Within extends Layer<Within> {
        private final LSTM lstm = part("lstm", new LSTM(2).stateful(true));

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            return lstm.apply(x);
        }
    }

    @Test
    void whatIsRefused() {
        assertError(
                () -> new Sequential(new Input(3, 2), new LSTM(3).stateful(true)).getWeights(),
                "LSTM.stateful: expected inputs of a batch size that is known, as of new Input(..).batchSize(32), received"
                        + " any number of samples");
        assertError(
                () -> new Sequential(new Input(3, 2).batchSize(Integer.MAX_VALUE), new LSTM(3).stateful(true))
                        .getWeights(),
                "LSTM.stateful: expected units, and states for 2147483647 samples of at most 2147483639 numbers, received"
                        + " 6442450941");
        assertError(
                () -> new Sequential(new Input(3, 2).batchSize(2), new Within()).getWeights(),
                "LSTM.stateful: expected a layer of a model, which says how many samples a batch has, received one that a layer is made of");
        assertError(() -> new Input(3).batchSize(0), "Input.batchSize: expected a positive number of samples");
        Sequential model = small();
        assertError(() -> model.predict(NdArrays.of(new float[18], 3, 3, 2)), "batches of 2 samples, received 3");
        assertError(model::predictor, "predictor: expected a model without stateful layers, received LSTM(lstm)");
        assertError(model::toComputationGraph, "DL4J's form of a model: expected a model without stateful layers");
        new LSTM(3).resetStates();
        new Sequential(new Input(3).batchSize(4), new Embedding(4, 2), new LSTM(2))
                .predict(NdArrays.of(new float[3], 1, 3));
    }

    /** What it keeps has one batch size: a model of another one is refused, and the first goes on. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aLayerInTwoModelsHasOneBatchSize(int other) {
        LSTM lstm = new LSTM(2).stateful(true);
        Model first = new Sequential(new Input(3, 2).batchSize(3), lstm);
        INDArray x = NdArrays.of(new float[18], 3, 3, 2);
        first.predict(x);
        assertError(
                () -> new Sequential(new Input(3, 2).batchSize(other), lstm).predict(x),
                "LSTM.stateful: expected batches of 3 samples, as in the layer's first call, received " + other);
        first.predict(x);
        new Sequential(new Input(3, 2).batchSize(3), lstm).predict(x);
    }
}
