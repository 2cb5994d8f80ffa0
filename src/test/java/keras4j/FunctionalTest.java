package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.relu;
import static keras4j.ops.Ops.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.layers.Add;
import keras4j.layers.Average;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Dot;
import keras4j.layers.Flatten;
import keras4j.layers.Layer;
import keras4j.layers.Maximum;
import keras4j.layers.Merge;
import keras4j.layers.Minimum;
import keras4j.layers.Multiply;
import keras4j.layers.Subtract;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FunctionalTest {
    private static final float[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[] XOR = {0, 1, 1, 0};

    /** The lesson's network as a class. */
    private static final class Net extends Model {
        final Dense fc1 = new Dense(6), fc2 = new Dense(6), fc3 = new Dense(1);

        @Override
        protected Symbol call(Symbol x) {
            x = relu(fc1.apply(x));
            x = relu(fc2.apply(x));
            return sigmoid(fc3.apply(x));
        }
    }

    /** Describes parts of it by calls: the layer's own input() does not hide that of a static import. */
    private static final class Parted extends Model {
        final Model encoder;

        Parted() {
            Symbol x = input("picture", 2);
            encoder = new Model(x, new Dense(3).apply(x));
        }

        @Override
        protected Symbol call(Symbol x) {
            Symbol h = input(3);
            return new Model(h, new Dense(1).apply(h)).apply(encoder.apply(x));
        }
    }

    @Test
    void subclassesDescribeParts() {
        Parted model = new Parted();
        assertThat(model.predict(X)).hasDimensions(4, 1);
        assertThat(model.encoder.getInputNames()).containsExactly("picture");
        assertThat(model.encoder.input().shape())
                .isEqualTo(model.encoder.inputs().get(0).shape());
    }

    private static void assertFails(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(KerasException.class).hasMessage(message);
    }

    private static List<String> names(Model model) {
        return model.getLayers().stream().map(Layer::getName).toList();
    }

    private static float[] row(Layer<?> layer, int weight) {
        return NdArrays.floats(layer.getWeights().get(weight));
    }

    @Test
    void layersComeInKerasOrderAndWeightsToo() {
        Symbol a = input("a", 2);
        Symbol b = input(3);
        Symbol deep = new Dense(4).apply(new Dense(5).name("first").apply(b));
        Symbol both = new Concatenate().apply(new Dense(6).apply(a), deep);
        Model model = new Model(List.of(a, b), List.of(new Dense(1).apply(both)));
        assertThat(names(model))
                .containsExactly("input_layer", "a", "first", "dense", "dense_1", "concatenate", "dense_2");
        assertThat(model.getWeights().stream().map(weight -> NdArrays.shape(weight, 0)))
                .containsExactly(
                        Shape.of(3, 5),
                        Shape.of(5),
                        Shape.of(2, 6),
                        Shape.of(6),
                        Shape.of(5, 4),
                        Shape.of(4),
                        Shape.of(10, 1),
                        Shape.of(1));
        assertThat(model.countParams()).isEqualTo(20 + 18 + 24 + 11);
        assertThat(model).hasToString("Model(functional: 7 layers, 73 params)");
        assertThat(model.name("mine").getName()).isEqualTo("mine");
        assertThat(both).hasToString("Symbol((None, 10) of Concatenate(concatenate))");
        assertThat(both.sampleShape()).isEqualTo(Shape.of(10));
    }

    @Test
    void whatNoOutputNeedsIsNoPartOfTheModel() {
        Symbol x = input(2);
        Symbol h = new Dense(3).apply(x);
        Dense dead = new Dense(7);
        dead.apply(h);
        Model model = new Model(x, new Dense(1).apply(h));
        assertThat(model.countParams()).isEqualTo(9 + 4);
        assertThat(names(model)).containsExactly("input_layer", "dense", "dense_1");
        assertFails(dead::getWeights, "getWeights: expected a layer of a built model, received Dense");
    }

    @Test
    void aLayerThatIsCalledTwiceHasOneSetOfWeights() {
        Symbol x = input(2);
        Dense shared = new Dense(2).kernelInitializer("identity");
        Model model = new Model(x, new Add().apply(shared.apply(x), shared.apply(shared.apply(x)), x));
        assertThat(model.countParams()).isEqualTo(6);
        assertThat(model.predict(new float[] {1, 2})).containsExactly(3, 6);
        shared.setWeights(List.of(NdArrays.of(new float[] {2, 0, 0, 2}, 2, 2), NdArrays.of(new float[] {1, 0}, 2)));
        assertThat(model.predict(new float[] {1, 2})).containsExactly(1 + 3 + 7, 2 + 4 + 8);
    }

    @Test
    void aSubclassSaysInCallWhatItComputes() {
        Net net = new Net();
        assertThat(net).hasToString("Net(net: 0 layers, not built)");
        assertThat(net.summaryText()).contains("Total params: 0");
        assertFails(
                net::getWeights,
                "getWeights: expected a model with layers and a known input shape: give its first layer an inputDim, add an"
                        + " Input, or call build, received Net(net: 0 layers, not built)");
        net.build(2);
        assertThat(net).hasToString("Net(net: 4 layers, 67 params)");
        assertFails(() -> net.build(3), "build: expected the input shape of the model, (2,), received (3,)");
        assertThat(names(net)).containsExactly("input_layer", "dense", "dense_1", "dense_2");
        Sequential same = new Sequential(
                new Dense(6).activation("relu").inputDim(2),
                new Dense(6).activation("relu"),
                new Dense(1).activation("sigmoid"));
        same.setWeights(net.getWeights());
        for (Model model : List.of(net, same)) {
            model.compile(optimizer("adam"), loss("binary_crossentropy"));
            model.fit(X, XOR, epochs(20), seed(1), verbose(0));
        }
        for (float[] x : X) {
            assertThat(net.predict(x)).containsExactly(same.predict(x));
        }
        assertThat(row(net.fc1, 0)).containsExactly(row(same.getLayer(0), 0));
    }

    @Test
    void aSubclassIsBuiltFromTheFirstData() {
        Net net = new Net();
        net.compile(optimizer("adam"), loss("binary_crossentropy"));
        net.fit(X, XOR, verbose(0));
        assertThat(net.countParams()).isEqualTo(67);
        Model anonymous = new Model() {
            @Override
            protected Symbol call(Symbol x) {
                return new Add().apply(x, x);
            }
        };
        assertThat(anonymous.predict(new float[] {1, 2})).containsExactly(2, 4);
        assertThat(anonymous.getName()).isEqualTo("model");
        assertFails(
                () -> new Model() {}.build(3),
                "Model: expected a method call that says what it computes, received none");
        assertFails(
                () -> new Model() {
                    @Override
                    protected Symbol call(Symbol x) {
                        return null;
                    }
                }.build(3),
                "model outputs: expected symbols, received null");
    }

    @Test
    void whatDoesNotFitIsSaidWhereItIsCalled() {
        Symbol a = input(2);
        Symbol b = input(3);
        Symbol positions = input(4, 3);
        String shapes = ": expected inputs of one shape, but for axes of length 1, received (None, 2) and (None, 3)";
        for (Merge<?> layer :
                List.of(new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Minimum())) {
            String name = layer.getClass().getSimpleName();
            assertFails(() -> layer.apply(a, b), name + shapes);
            assertThat(layer.apply(positions, b).sampleShape()).isEqualTo(Shape.of(4, 3));
        }
        assertFails(() -> new Subtract().apply(a, a, a), "Subtract: expected two inputs, received 3");
        assertFails(
                () -> new Concatenate().axis(1).apply(a, positions),
                "Concatenate: expected inputs that differ in axis 1 only, received (None, 2) and (None, 4, 3)");
        assertFails(
                () -> new Concatenate().apply(positions, input(5, 3)),
                "Concatenate: expected inputs that differ in axis 2 only, received (None, 4, 3) and" + " (None, 5, 3)");
        assertFails(
                () -> new Concatenate().axis(0).apply(a, a),
                "Concatenate.axis: expected an axis of inputs of shape (None, 2), not the batch's, received 0");
        assertFails(
                () -> new Dot(1).apply(a, b),
                "Dot: expected axes of one length to sum along, received axis 1 of (None, 2) and axis 1 of (None, 3)");
        assertFails(() -> new Dot(1).apply(a, a, a), "Dot: expected two inputs, received 3");
        assertFails(
                () -> new Dot(1, 3).apply(a, positions),
                "Dot.axes: expected an axis of inputs of shape (None, 4, 3), not the batch's, received 3");
        assertFails(() -> new Add().apply(a), "Add: expected several inputs, as in apply(a, b), received one");
        assertFails(() -> new Add().apply(List.of()), "Add: expected at least one input, received none");
        assertFails(
                () -> new Dense(1).apply((Symbol) null),
                "Dense: expected a symbol, made by input(..) or apply(..), received null");
        assertFails(
                () -> new Sequential(new Dense(2).inputDim(2), new Add()).predict(new float[2]),
                "layer add: Add: expected several inputs, as in apply(a, b), received one");
    }

    @Test
    void inputsAndOutputsMustBeConnected() {
        Symbol a = input("a", 2);
        Symbol b = input("b", 2);
        Symbol sum = new Add().apply(a, b);
        assertFails(
                () -> new Model(a, sum),
                "model: expected outputs that follow from its inputs, received one that needs Symbol((None, 2) of"
                        + " InputLayer(b))");
        assertFails(
                () -> new Model(sum, relu(sum)),
                "model inputs: expected what input(..) makes, received Symbol((None, 2) of Add)");
        assertFails(
                () -> new Model(List.of(a, a), List.of(a)),
                "model inputs: expected different symbols, received Symbol((None, 2) of InputLayer(a)) twice");
        assertFails(
                () -> new Model(List.of(), List.of(a)), "model inputs: expected at least one symbol, received none");
        assertFails(() -> new Model(a, (Symbol) null), "model outputs: expected symbols, received null");
    }

    @Test
    void aFailedModelTakesNoLayers() {
        Symbol x = input(2);
        Symbol h = new Dense(3).name("same").apply(x);
        Symbol twice = new Dense(3).name("same").apply(x);
        assertFails(
                () -> new Model(x, new Concatenate().apply(h, twice)),
                "model: expected layers with different names, received a second \"same\"");
        assertThat(names(new Model(x, h))).containsExactly("input_layer", "same");
        Dense shared = new Dense(3);
        Symbol two = input(2);
        Symbol four = input(4);
        assertThatThrownBy(() -> new Model(List.of(two, four), List.of(shared.apply(two), shared.apply(four))))
                .hasMessageStartingWith("layer dense, called again: expected an input for weights of the same shapes");
        assertThat(names(new Model(two, shared.apply(two)))).containsExactly("input_layer", "dense");
    }

    @Test
    void aSubclassThatFailsCanBeBuiltAgain() {
        class Picky extends Model {
            private final Dense dense = new Dense(2);

            @Override
            protected Symbol call(Symbol x) {
                return dense.apply(new Add().apply(x, dense.apply(x)));
            }
        }
        Picky model = new Picky();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> model.build(1))
                    .hasMessageStartingWith("layer dense, called again: expected an input for weights of the same");
        }
        model.build(2);
        assertThat(model.countParams()).isEqualTo(6);
    }

    @Test
    void modelsOfUnusualShape() {
        float[][] y = {{0}, {1}, {2}, {3}};
        Dataset data = Dataset.of(
                List.of(NdArrays.of(new float[8], 4, 2), NdArrays.of(new float[12], 4, 3)),
                List.of(NdArrays.of(new float[] {0, 1, 2, 3}, 4, 1)));
        for (String engine : List.of("compiled", "dl4j")) {
            Keras4j.setEngine(engine);
            try {
                Symbol read = input(2);
                Symbol unread = input(3);
                Model model = new Model(List.of(read, unread), List.of(new Dense(1).apply(read)));
                model.compile(optimizer("sgd"), loss("mse"));
                model.fit(data, verbose(0));
                assertThat(NdArrays.floats(model.gradients(data).inputs().get(1)))
                        .containsOnly(0);
                Symbol z = input(2);
                Symbol h = new Dense(2).apply(z);
                List<INDArray> same = new Model(List.of(z), List.of(h, h, new Flatten().apply(h)))
                        .predict(List.of(NdArrays.of(new float[] {1, 2}, 1, 2)));
                assertThat(same).hasSize(3).containsOnly(same.get(0));
                Symbol x = input(1);
                Model nothing = new Model(x, x);
                nothing.compile(loss("mse"));
                nothing.fit(y, y, verbose(0));
                assertThat(nothing.predict(y)).isDeepEqualTo(y);
                assertFails(
                        nothing::toMultiLayerNetwork,
                        "DL4J's MultiLayerConfiguration: expected layers one after the other, received none");
            } finally {
                Keras4j.setEngine("compiled");
            }
        }
    }

    @Test
    void aLayerIsNotChangedOnceItIsCalled() {
        Symbol x = input(2);
        Dense dense = new Dense(3);
        Symbol h = dense.apply(x);
        assertFails(
                () -> dense.activation("relu"),
                "Dense has been built and cannot be changed; make a new layer, or set it before");
        new Model(x, h);
        assertFails(
                () -> dense.name("other"), "layer dense is in a model; set its name and input shape before you add it");
        Symbol y = input(2);
        Dense again = new Dense(3);
        again.apply(y);
        assertFails(
                () -> new Model(y, new Add().apply(again.apply(y), again.apply(input(4)))),
                "model: expected outputs that follow from its inputs, received one that needs Symbol((None, 4) of"
                        + " InputLayer)");
    }

    @Test
    void aSharedLayerTakesInputsThatFitItsWeights() {
        Symbol x = input(2);
        Dense shared = new Dense(2);
        Symbol wide = new Dense(3).apply(x);
        assertFails(
                () -> new Model(x, new Add().apply(shared.apply(x), shared.apply(wide))),
                "layer dense_1, called again: expected an input for weights of the same shapes, [(2, 2), (2,)], received one"
                        + " for [(3, 2), (2,)]");
    }
}
