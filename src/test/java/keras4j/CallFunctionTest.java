package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.training;
import static keras4j.ops.Ops.max;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.relu;
import static keras4j.ops.Ops.sign;
import static keras4j.ops.Ops.sparseCategoricalCrossentropy;
import static keras4j.ops.Ops.sqrt;
import static keras4j.ops.Ops.square;
import static keras4j.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import keras4j.core.Loss;
import keras4j.core.Optimizer;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.data.Npy;
import keras4j.layers.Add;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.MaxPooling2D;
import keras4j.losses.Losses;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is written with a GradientTape in Keras, as functions of arrays: beside make_tape_goldens.py. */
class CallFunctionTest {
    private JsonNode golden;
    private Model model;
    private Npy x;
    private float[] labels;

    @BeforeEach
    void read() throws IOException {
        golden = new ObjectMapper().readTree(CallFunctionTest.class.getResourceAsStream("/golden/tape.json"));
        Symbol inputs = input(6, 6, 1);
        Symbol conv = new Conv2D(4, 3).activation("relu").name("conv").apply(inputs);
        Symbol h = new Flatten().apply(new MaxPooling2D().apply(conv));
        model = new Model(inputs, new Dense(3).activation("softmax").apply(h));
        List<INDArray> weights = new ArrayList<>();
        golden.get("weights").forEach(each -> {
            Npy array = npy(each);
            weights.add(
                    Nd4j.createFromArray(array.values()).reshape(array.shape().lengths()));
        });
        model.setWeights(weights);
        x = npy(golden.get("x"));
        labels = floats(golden.get("labels"));
    }

    private static float[] floats(JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }

    private static Npy npy(JsonNode node) {
        int[] dims = new int[node.get("shape").size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = node.get("shape").get(i).asInt();
        }
        return new Npy(floats(node.get("values")), Shape.of(dims));
    }

    private void close(Npy found, String name) {
        Npy expected = npy(golden.get(name));
        assertThat(found.shape()).isEqualTo(expected.shape());
        close(found.values(), expected.values());
    }

    private static void close(float[] found, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(2e-5 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** The part of the model that ends with the convolution, and the whole. */
    private Model cut() {
        return new Model(
                model.inputs(),
                List.of(model.getLayer("conv").output(), model.outputs().get(0)));
    }

    @Test
    void outputsOfLayers() {
        Function features =
                Function.of(model.inputs(), List.of(model.getLayer("conv").output()));
        close(features.call(x).get(0), "features");
        assertThat(features.call(Nd4j.createFromArray(x.values()).reshape(3, 6, 6, 1))
                        .get(0)
                        .shape())
                .containsExactly(3, 4, 4, 4);
    }

    @Test
    void gradCam() {
        Model cut = cut();
        Function heatmap = Function.of(cut, step -> {
            List<Symbol> both = cut.applyAll(step.xs());
            Symbol features = both.get(0);
            Symbol score = sum(max(both.get(1), -1));
            Symbol pooled = mean(step.gradient(score, features), new int[] {1, 2}, true);
            return List.of(relu(sum(features.times(pooled), -1)));
        });
        close(heatmap.call(x).get(0), "grad_cam");
    }

    @Test
    void adversarialExample() {
        Function fgsm = Function.of(model, step -> {
            Symbol loss = mean(sparseCategoricalCrossentropy(step.x(1), model.apply(step.x(0))));
            return List.of(step.x(0).plus(sign(step.gradient(loss, step.x(0))).times(0.1)));
        });
        close(fgsm.call(x, labels).get(0), "adversarial");
    }

    @Test
    void featureVisualization() {
        Model cut = cut();
        Function ascent = Function.of(cut, step -> {
            Symbol features = cut.applyAll(step.xs()).get(0);
            Symbol gradient = step.gradient(mean(features.get(keras4j.ops.Ops.ellipsis(), 2)), step.x());
            Symbol size = sqrt(mean(square(gradient))).plus(1e-5);
            return List.of(step.x().plus(gradient.dividedBy(size).times(0.5)));
        });
        float[] first = new float[36];
        System.arraycopy(x.values(), 0, first, 0, 36);
        Npy image = new Npy(first, Shape.of(1, 6, 6, 1));
        for (int i = 0; i < 5; i++) {
            image = ascent.call(image).get(0);
        }
        close(image, "visualized");
    }

    @Test
    void loopOfTheUsers() {
        Optimizer adam = new Adam().learningRate(0.01);
        Function step = Function.of(model, s -> {
            Symbol predictions = model.apply(s.x(0), training(true));
            Symbol loss = mean(sparseCategoricalCrossentropy(s.x(1), predictions));
            s.apply(adam, s.gradients(loss, model.trainableWeights()), model.trainableWeights());
            return List.of(loss);
        });
        float[] losses = new float[5];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = step.call(x, labels).get(0).values()[0];
        }
        close(losses, floats(golden.get("losses")));
        List<INDArray> trained = model.getWeights();
        for (int i = 0; i < trained.size(); i++) {
            close(
                    trained.get(i).dup('c').data().asFloat(),
                    npy(golden.get("trained").get(i)).values());
        }
    }

    /** By labels, by predictions, and by predictions of the squares of these; the first two of the loss that a described step has. */
    @Test
    void gradientsOfLosses() {
        JsonNode of = golden.get("losses_of");
        List<Symbol> inputs = List.of(input(3), input(3));
        Model both = new Model(inputs, new Add().apply(inputs));
        for (JsonNode each : of.get("cases")) {
            Loss loss = Serialized.read(
                    "loss", new ObjectMapper().convertValue(each.get("loss"), Object.class), Losses.REGISTRY);
            Function gradients = Function.of(both, step -> {
                Symbol value = step.loss(loss, step.x(0), step.x(1));
                Symbol second = step.gradient(value, step.x(1));
                return List.of(
                        step.gradient(value, step.x(0)),
                        second,
                        step.gradient(sum(square(second)).plus(sum(step.x(1)).times(0)), step.x(1)));
            });
            List<Npy> found = gradients.call(npy(of.get("y_true")), npy(of.get("y_pred")));
            for (int i = 0; i < 3; i++) {
                close(found.get(i).values(), npy(each.get("gradients").get(i)).values());
            }
        }
    }
}
