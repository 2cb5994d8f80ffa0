package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.DataLoader;
import keras4j.data.Dataset;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients are those of real PyTorch's autograd, and a step with them is trainOnBatch. */
class GradientsTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("torch");
    private static final float[][] X = matrix(GOLDEN.get("x"));
    private static final float[] Y = Goldens.floats(GOLDEN.get("y"));

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static float[][] matrix(Object values) {
        return new ObjectMapper().convertValue(values, float[][].class);
    }

    private static List<INDArray> arrays(String name) {
        List<INDArray> arrays = new ArrayList<>();
        for (Object values : (List<?>) GOLDEN.get(name)) {
            float[] row = ((List<?>) values).get(0) instanceof List<?> ? null : Goldens.floats(values);
            arrays.add(row == null ? Nd4j.create(matrix(values)) : NdArrays.of(row, row.length));
        }
        return arrays;
    }

    /** PyTorch adds 1e-8 to another root than Keras: that is less than float32's rounding of the losses here. */
    private static Sequential lesson() {
        Sequential model = new Sequential(
                new Input(11),
                new Dense(6).activation("relu"),
                new Dense(6).activation("relu"),
                new Dense(1).activation("sigmoid"));
        model.setWeights(arrays("weights"));
        model.compile(optimizer(new Adam().learningRate(0.01).epsilon(1e-8)), loss("binary_crossentropy"));
        return model;
    }

    private static void assertClose(INDArray found, INDArray expected) {
        assertThat(found.shape()).containsExactly(expected.shape());
        float[] left = NdArrays.floats(found);
        float[] right = NdArrays.floats(expected);
        for (int i = 0; i < left.length; i++) {
            assertThat(left[i]).isCloseTo(right[i], within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void gradientsAreTorchs(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = lesson();
        Gradients gradients = model.gradients(X, Y);
        assertThat(gradients.loss()).isCloseTo((Double) GOLDEN.get("loss"), within(1e-6));
        assertThat(gradients.names())
                .containsExactly(
                        "dense/kernel",
                        "dense/bias",
                        "dense_1/kernel",
                        "dense_1/bias",
                        "dense_2/kernel",
                        "dense_2/bias");
        List<INDArray> expected = arrays("gradients");
        for (int i = 0; i < expected.size(); i++) {
            assertClose(gradients.get(gradients.names().get(i)), expected.get(i));
        }
        assertClose(gradients.input(), Nd4j.create(matrix(GOLDEN.get("input_gradient"))));
        assertThat(model.getWeights()).isEqualTo(arrays("weights"));
    }

    @Test
    void theLoopIsTorchs() {
        Sequential model = lesson();
        float[] losses = Goldens.floats(GOLDEN.get("losses"));
        for (int step = 0; step < losses.length; step++) {
            int from = step * 10 % X.length;
            Gradients gradients =
                    model.gradients(Arrays.copyOfRange(X, from, from + 10), Arrays.copyOfRange(Y, from, from + 10));
            model.apply(gradients);
            assertThat(gradients.loss()).isCloseTo(losses[step], within(1e-5));
        }
    }

    /** The lesson's class. */
    private static final class Net extends Model {
        private final Dense fc1 = new Dense(6);
        private final Dense fc2 = new Dense(6);
        private final Dense fc3 = new Dense(1);

        @Override
        protected Symbol call(Symbol x) {
            x = Ops.relu(fc1.apply(x));
            x = Ops.relu(fc2.apply(x));
            return Ops.sigmoid(fc3.apply(x));
        }
    }

    /** PyTorch's program line by line: its class, its loader and its loop. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void theProgramIsTorchs(String engine) {
        Keras4j.setEngine(engine);
        Net net = new Net();
        net.build(11);
        net.setWeights(arrays("weights"));
        net.compile(optimizer(new Adam().learningRate(0.01).epsilon(1e-8)), loss("binary_crossentropy"));
        DataLoader loader = new DataLoader(Dataset.of(X, Y)).batchSize(10);
        float[] losses = Goldens.floats(GOLDEN.get("losses"));
        int step = 0;
        while (step < losses.length) {
            for (Dataset batch : loader) {
                Gradients gradients = net.zeroGradients();
                ForwardPass outputs = net.forward(batch);
                assertThat(outputs.loss()).isCloseTo(losses[step++], within(1e-5));
                gradients = gradients.plus(outputs.backward());
                net.apply(gradients);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aForwardPassIsFollowedByItsBackward(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = lesson();
        Dataset batch = Dataset.of(X, Y);
        ForwardPass pass = model.forward(batch);
        assertClose(pass.output(), model.predict(batch));
        assertThat(pass.outputs()).hasSize(1);
        assertThat(pass.backward().loss()).isEqualTo(pass.loss()); // predictions have come between
        model.forward(batch);
        assertThatThrownBy(pass::backward)
                .isInstanceOf(KerasException.class)
                .hasMessage("backward: expected a forward pass with nothing after it, received a model that has"
                        + " gone forward, trained or changed since; call forward again");
        ForwardPass again = model.forward(batch);
        model.setWeights(arrays("weights"));
        assertThatThrownBy(again::backward).isInstanceOf(KerasException.class);
        Gradients once = model.gradients(batch);
        Gradients backward = model.forward(batch).backward();
        assertThat(backward.loss()).isEqualTo(once.loss());
        Gradients twice = once.plus(backward);
        assertThat(twice.loss()).isEqualTo(2 * once.loss());
        for (String name : once.names()) {
            assertThat(twice.get(name)).isEqualTo(once.get(name).mul(2));
            assertThat(model.zeroGradients().plus(once).get(name)).isEqualTo(backward.get(name));
        }
        assertThatThrownBy(twice::input)
                .hasMessage("gradients by the inputs: expected those of one batch, received gradients added up");
        assertThatThrownBy(() -> lesson().zeroGradients().plus(once)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> new Net().zeroGradients())
                .hasMessageStartingWith("zeroGradients: expected a model with layers and a known input shape");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void gradientsAndApplyAreTrainOnBatch(String engine) {
        Keras4j.setEngine(engine);
        List<List<INDArray>> found = new ArrayList<>();
        for (boolean inOne : new boolean[] {true, false}) {
            Keras4j.setRandomSeed(1);
            Sequential model = new Sequential(
                    new Input(11),
                    new Dense(6).activation("tanh").kernelRegularizer("l2"),
                    new Dense(4).trainable(false),
                    new Dense(1));
            model.compile(optimizer("adam"), loss("mse"), metrics("mae"));
            for (int i = 0; i < 3; i++) {
                double loss;
                if (inOne) {
                    loss = model.trainOnBatch(X, Y).loss();
                } else {
                    Gradients gradients = model.gradients(X, Y);
                    assertThat(gradients.names())
                            .containsExactly("dense/kernel", "dense/bias", "dense_2/kernel", "dense_2/bias");
                    model.apply(gradients);
                    loss = gradients.loss();
                }
                assertThat(loss).isFinite();
            }
            found.add(model.getWeights());
        }
        assertThat(found.get(0)).isEqualTo(found.get(1));
    }

    /** By inputs that go straight into the loss, and through layers without weights. */
    @Test
    void inputGradientsWithoutWeights() {
        Sequential model = new Sequential(new Input(1), new Activation("linear"));
        model.compile(loss("mse"));
        assertThat(NdArrays.floats(model.gradients(new float[][] {{3}, {5}}, new float[] {1, 1})
                        .input()))
                .containsExactly(2, 4);
        Sequential dropped = new Sequential(new Input(1), new Dropout(0.5), new Activation("sigmoid"));
        dropped.compile(loss("mse"));
        assertThat(dropped.gradients(new float[][] {{3}}, new float[] {1})
                        .input()
                        .shape())
                .containsExactly(1, 1);
    }

    @Test
    void errors() {
        Sequential model = lesson();
        Gradients gradients = model.gradients(X, Y);
        assertThatThrownBy(() -> gradients.get("dense/kernl"))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("did you mean \"dense/kernel\"?");
        assertThatThrownBy(() -> lesson().apply(gradients))
                .isInstanceOf(KerasException.class)
                .hasMessage(
                        "apply: expected gradients of this model, received those of another, or of before a change");
        assertThatThrownBy(() -> new Sequential(new Dense(1).inputDim(11)).gradients(X, Y))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("gradients: expected a compiled model");
        Sequential uncompiled = new Sequential(new Dense(1).inputDim(11));
        assertThatThrownBy(() -> uncompiled.apply(uncompiled.zeroGradients()))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("apply: expected a compiled model");
        Sequential unbuilt = new Sequential(new Dense(1));
        unbuilt.compile(loss("mse"));
        assertThatThrownBy(() -> unbuilt.apply(gradients))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("apply: expected gradients of this model");
        assertThatThrownBy(() -> model.gradients(X, new float[] {1})).isInstanceOf(KerasException.class);
    }
}
