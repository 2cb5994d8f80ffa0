package keras4j.activations;

import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.Keras4j;
import keras4j.Ort;
import keras4j.Sequential;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.internal.dl4j.Dl4jActivations;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.Lambda;
import keras4j.ops.Ops;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values and gradients are Keras's on TensorFlow, through the function itself and through ND4J's. */
class ActivationsTest {
    @TempDir
    Path folder;

    private static final JsonNode GOLDEN = golden();

    private static JsonNode golden() {
        try (InputStream in = ActivationsTest.class.getResourceAsStream("/golden/activations.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        GOLDEN.get("functions").fieldNames().forEachRemaining(names::add);
        return names;
    }

    static ActivationFunction function(String name) {
        return switch (name) {
            case "celu alpha=0.5" -> new Celu().alpha(0.5);
            case "elu alpha=0.5" -> new Elu().alpha(0.5);
            case "gelu approximate=True" -> new Gelu().approximate(true);
            case "hard_shrink threshold=0.9" -> new HardShrink().threshold(0.9);
            case "leaky_relu negative_slope=0.3" -> new LeakyRelu().negativeSlope(0.3);
            case "relu negative_slope=0.1" -> new Relu().negativeSlope(0.1);
            case "relu max_value=1.5" -> new Relu().maxValue(1.5);
            case "relu all" -> new Relu().negativeSlope(0.1).maxValue(1.5).threshold(-0.7);
            case "soft_shrink threshold=0.9" -> new SoftShrink().threshold(0.9);
            case "squareplus b=2" -> new Squareplus().b(2);
            case "threshold 0.3 -2" -> new Threshold(0.3, -2);
            default -> Activations.REGISTRY.get(name);
        };
    }

    private static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).floatValue();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("names")
    void valuesAndGradientsAreKeras(String name) {
        ActivationFunction function = function(name);
        JsonNode golden = GOLDEN.get("functions").get(name);
        int width = GOLDEN.get("width").intValue();
        float[] x = floats(GOLDEN.get("x"));
        int rows = x.length / width;
        Traced found = Traced.of(function, x, floats(golden.get("dy")), width);
        assertClose(found.y(), floats(golden.get("y")));
        assertClose(found.dx(), floats(golden.get("dx")));

        INDArray outputs = Dl4jActivations.of(function).getActivation(NdArrays.of(x, rows, width), true);
        assertClose(NdArrays.floats(outputs), floats(golden.get("y")));
        INDArray dy =
                NdArrays.of(floats(golden.get("dy")), rows, golden.get("y").size() / rows);
        INDArray gradient = Dl4jActivations.of(function)
                .backprop(NdArrays.of(x, rows, width), dy)
                .getFirst();
        assertClose(NdArrays.floats(gradient), floats(golden.get("dx")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void onnxRuntimeComputesTheSame(String name) throws OrtException {
        ActivationFunction function = function(name);
        int width = GOLDEN.get("width").intValue();
        float[] x = floats(GOLDEN.get("x"));
        Path file = folder.resolve("model.onnx");
        new Sequential(new Input(width), new Activation(function)).export(file);
        try (Ort ort = new Ort(file)) {
            float[] found =
                    ort.run(List.of(NdArrays.of(x, x.length / width, width))).get(0);
            assertClose(found, floats(GOLDEN.get("functions").get(name).get("y")));
        }
    }

    /** By differences of gradients, where no function has an edge. */
    @ParameterizedTest
    @MethodSource("names")
    void gradientsHaveGradients(String name) {
        ActivationFunction function = function(name);
        float[] x = {-2.4f, -1.4f, -0.62f, -0.2f, 0.2f, 0.41f, 0.72f, 1.2f};
        float[] dy = {0.7f, -1.1f, 0.4f, 0.9f, -0.3f, 1.3f, 0.8f, -0.6f};
        float[] v = {1.1f, 0.3f, -0.9f, 0.5f, 0.8f, -1.2f, 0.6f, 0.2f};
        float[] along = {0.4f, -0.8f, 0.7f, 0.3f, -0.5f, 1, 0.2f, -0.9f};
        float[] dys = name.equals("glu") ? Arrays.copyOf(dy, 4) : dy;
        float[] second = Traced.second(function, x, dys, v, 4);
        float step = 2e-3f;
        float[] plus = x.clone();
        float[] minus = x.clone();
        for (int i = 0; i < x.length; i++) {
            plus[i] += step * along[i];
            minus[i] -= step * along[i];
        }
        float[] after = Traced.of(function, plus, dys, 4).dx();
        float[] before = Traced.of(function, minus, dys, 4).dx();
        double expected = 0;
        double found = 0;
        for (int i = 0; i < x.length; i++) {
            expected += v[i] * (double) (after[i] - before[i]) / (2 * step);
            found += second[i] * along[i];
        }
        assertThat(found).isCloseTo(expected, within(2e-3));
    }

    @Test
    void aFunctionOfSymbolsIsOne() {
        Keras4j.setRandomSeed(1);
        Sequential model = new Sequential(
                new Input(2), new Dense(4).activation(x -> Ops.log1p(Ops.square(x))), new Activation(Ops::tanh));
        model.compile(optimizer(new SGD().learningRate(0.5)), loss("mse"));
        float[][] x = {{0, 1}, {1, 0}, {1, 1}};
        float[][] y = {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 1, 0, 1}};
        var losses = model.fit(x, y, epochs(100), verbose(0)).get("loss");
        assertThat(losses.get(99)).isLessThan(0.5 * losses.get(0));
        assertThatThrownBy(() -> model.save(folder.resolve("model.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessage(
                        "activation: expected one that is registered by Keras4j.registerKerasSerializable(package, class), since"
                                + " a file has its name, received a function without a name");
        assertThatThrownBy(() -> new Activation(z -> null).apply(input(2)))
                .hasMessageContaining("expected what the function gives, received null");
    }

    /** As on TensorFlow, whichever op or layer has called sigmoid. */
    @Test
    void aCrossEntropyGoesBackToLogits() {
        Sequential model = new Sequential(new Input(1), new Lambda(x -> Ops.sigmoid(x.times(100))));
        model.compile(loss("binary_crossentropy"));
        assertThat(model.evaluate(new float[][] {{1}}, new float[] {0}, verbose(0))
                        .loss())
                .isEqualTo(100);
        Sequential behind = new Sequential(new Input(1), new Lambda(x -> Ops.sigmoid(x.times(100))), new Flatten());
        behind.compile(loss("binary_crossentropy"));
        assertThat(behind.evaluate(new float[][] {{1}}, new float[] {0}, verbose(0))
                        .loss())
                .isBetween(15.0, 17.0);
    }

    /** Within 1e-5 relative, or 1e-6 where numbers are smaller than 0.1. */
    private static void assertClose(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) Math.abs(found[i] - expected[i]))
                    .as("number %d: expected %s, found %s", i, expected[i], found[i])
                    .isLessThanOrEqualTo(Math.max(1e-6, 1e-5 * Math.abs(expected[i])));
        }
    }

    @Test
    void allOfKerasNamesAreThere() {
        assertThat(names().stream().filter(name -> !name.contains(" ")))
                .hasSize(31)
                .allSatisfy(name -> assertThat(function(name)).isNotNull());
    }

    /** Also as the last layer, where DL4J's layer and the loss see different widths. */
    @Test
    void gluLearns() {
        Keras4j.setRandomSeed(1);
        Sequential model = new Sequential(new Dense(4).activation("glu").inputDim(2), new Dense(4).activation("glu"));
        model.compile(optimizer(new SGD().learningRate(0.5)), loss("mse"));
        float[][] x = {{0, 1}, {1, 0}, {1, 1}};
        float[][] y = {{1, 0}, {0, 1}, {1, 1}};
        var losses = model.fit(x, y, epochs(300), verbose(0)).get("loss");
        assertThat(losses.get(299)).isLessThan(0.05 * losses.get(0));
    }

    @Test
    void gluHalvesTheAxis() {
        assertThatThrownBy(() -> new Sequential(new Dense(3).activation("glu").inputDim(2)).countParams())
                .isInstanceOf(KerasException.class)
                .hasMessage("layer dense: glu: expected an even length of axis 1, received 3");
        assertThat(new Sequential(new Dense(4).activation("glu").inputDim(2)).predict(new float[2]))
                .hasSize(2);
    }
}
