package keras4j.activations;

import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import keras4j.Keras4j;
import keras4j.Ort;
import keras4j.Sequential;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class StepTest {
    private static final float[][] X = {{0, 1}, {1, 0}, {1, 1}};
    private static final float[] Y = {0, 1, 1};

    @AfterEach
    void theEngineOfTheOthers() {
        Keras4j.setEngine("compiled");
    }

    private static Sequential compiled(Sequential model) {
        model.compile(optimizer("sgd"), loss("mse"), metrics("accuracy"));
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void isOneAboveZero(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = new Sequential(new Input(1), new Activation("step"));
        float[][] y = model.predict(new float[][] {{-1}, {-0f}, {0}, {Float.MIN_VALUE}, {3}});
        assertThat(y).isDeepEqualTo(new float[][] {{0}, {0}, {0}, {1}, {1}});
        assertThat(model.predict(new float[] {Float.NaN})).containsExactly(Float.NaN);
    }

    @Test
    void isTheSameInOnnxRuntime(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("step.onnx");
        new Sequential(new Input(1), new Activation("step")).export(file);
        try (Ort ort = new Ort(file)) {
            INDArray x = NdArrays.of(new float[] {-1, -0f, 0, 1e-30f, 3}, 5, 1);
            assertThat(ort.run(List.of(x)).get(0)).containsExactly(0, 0, 0, 1, 1);
        }
    }

    /** A hidden layer and the last; weights stay, and the model goes on predicting. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void trainingThroughItIsAnError(String engine) {
        Keras4j.setEngine(engine);
        for (Sequential model : new Sequential[] {
            new Sequential(new Input(2), new Dense(1).activation("step")),
            new Sequential(new Input(2), new Dense(3).activation("step"), new Dense(1)),
            new Sequential(new Input(2), new Dense(1), new Activation("step")),
        }) {
            compiled(model);
            float[][] before = model.predict(X);
            INDArray weights = model.getWeights().get(0).dup();
            String message = "training: expected activations with a useful gradient, received step, which has none; use"
                    + " keras4j.Perceptron, whose rule needs none";
            assertThatThrownBy(() -> model.fit(X, Y, verbose(0)))
                    .isInstanceOf(KerasException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> model.trainOnBatch(X, Y))
                    .isInstanceOf(KerasException.class)
                    .hasMessage(message);
            assertThat(NdArrays.floats(model.getWeights().get(0))).containsExactly(NdArrays.floats(weights));
            assertThat(model.predict(X)).isDeepEqualTo(before);
            assertThat(model.evaluate(X, Y, verbose(0)).get("accuracy")).isBetween(0.0, 1.0);
        }
    }

    /** Inputs need no gradient; DL4J would ask for it all the same. */
    @Test
    void trainingBehindItIsNone() {
        Sequential model = compiled(new Sequential(new Input(2), new Activation("step"), new Dense(1)));
        float before = model.getWeights().get(0).getFloat(0);
        model.fit(X, Y, verbose(0));
        assertThat(model.getWeights().get(0).getFloat(0)).isNotEqualTo(before);
    }

    @Test
    void noFileHasIt(@TempDir Path folder) {
        Sequential model = new Sequential(new Input(2), new Dense(1).activation("step"));
        String message =
                "activation: expected a function of Keras, which has to open the file, received step, which Keras"
                        + " does not have";
        assertThatThrownBy(() -> model.save(folder.resolve("step.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessage(message);
        assertThatThrownBy(model::toJson).isInstanceOf(KerasException.class).hasMessage(message);
        assertThat(folder).isEmptyDirectory();
    }
}
