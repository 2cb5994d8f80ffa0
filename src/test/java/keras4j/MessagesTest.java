package keras4j;

import static keras4j.Args.byName;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.layers.Add;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dot;
import keras4j.layers.Dropout;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.MaxPooling2D;
import keras4j.layers.Subtract;
import keras4j.ops.Symbol;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Messages name things as users know them, and their advice helps. */
class MessagesTest {
    @TempDir
    Path folder;

    private static String message(ThrowingCallable code) {
        List<String> messages = new ArrayList<>();
        assertThatThrownBy(code).isInstanceOfSatisfying(KerasException.class, e -> messages.add(e.getMessage()));
        return messages.get(0);
    }

    private static Sequential model(int features, int units) {
        return new Sequential(new Input(features), new Dense(3).name("first"), new Dense(units).name("last"));
    }

    /** Weights of another model: which layer, and both shapes. */
    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "m.keras", "m.h5", "w.safetensors"})
    void weightsOfAnotherModel(String name) {
        Path file = folder.resolve(name);
        Sequential saved = model(6, 4);
        if (name.startsWith("m")) {
            saved.save(file);
        } else {
            saved.saveWeights(file);
        }
        boolean torch = name.endsWith("safetensors");
        assertThat(message(() -> model(6, 2).loadWeights(file)))
                .startsWith(file + ": layer last" + (torch ? ": " : "/kernel: "))
                .endsWith(
                        torch
                                ? "expected 1.weight of shape [2, 3], received [4, 3]"
                                : "expected float32 numbers of shape (3, 2), received (3, 4)");
        assertThat(message(() -> model(5, 4).loadWeights(file)))
                .contains(": layer first")
                .endsWith(
                        torch
                                ? "expected 0.weight of shape [3, 5], received [3, 6]"
                                : "expected float32 numbers of shape (5, 3), received (6, 3)");
        if (name.equals("m.h5")) {
            assertThat(message(() -> model(6, 2).loadWeights(file, byName(true))))
                    .contains(": layer last/kernel: ")
                    .endsWith("expected float32 numbers of shape (3, 2), received (3, 4)");
        }
        Sequential unbiased =
                new Sequential(new Input(6), new Dense(3).useBias(false).name("first"), new Dense(4));
        assertThat(message(() -> unbiased.loadWeights(file))).contains(torch ? "others, too: [0.bias]" : "first");
    }

    private static Layer<?>[] layers(Layer<?>... layers) {
        return layers;
    }

    /** Without a Flatten, layers that take any number of axes give outputs of several positions. */
    private static Stream<Arguments> withoutFlatten() {
        String sparse = "sparse_categorical_crossentropy";
        String categorical = "categorical_crossentropy";
        return Stream.of(
                Arguments.of(
                        layers(new Input(6, 6, 1), new Conv2D(4, 3), new Dense(3).activation("softmax")), 2, sparse),
                Arguments.of(
                        layers(
                                new Input(6, 6, 1),
                                new Conv2D(4, 3),
                                new MaxPooling2D(),
                                new Dense(5).activation("relu"),
                                new Dropout(0.5),
                                new Dense(3).activation("softmax")),
                        3,
                        categorical),
                Arguments.of(layers(new Input(6, 6), new Dense(4), new Dense(1)), 1, "mse"),
                Arguments.of(
                        layers(new Input(6, 2), new LSTM(4).returnSequences(true), new Dense(1).activation("sigmoid")),
                        2,
                        "binary_crossentropy"));
    }

    /** What is advised is done here, and works. */
    @ParameterizedTest
    @MethodSource("withoutFlatten")
    void flattenIsMissing(Layer<?>[] layers, int place, String loss) {
        int outputs = loss.equals("categorical_crossentropy") ? 3 : 1;
        INDArray x = Nd4j.ones(((Input) layers[0]).symbol().sampleShape().batchOf(4));
        INDArray y = Nd4j.zeros(4, outputs);
        y.putScalar(0, 1);
        Sequential model = new Sequential(layers);
        model.compile(loss(loss), metrics("accuracy"));
        String advice = message(() -> model.fit(x, y, verbose(0)));
        assertThat(advice)
                .startsWith("fit(y): expected labels of shape (None, ")
                .endsWith(
                        "; for one row of outputs a sample, add new Flatten() before layer " + layers[place].getName())
                .doesNotContain("one-hot", "class numbers");

        Sequential other =
                (Sequential) Keras4j.cloneModel(model); // a layer that has been built keeps its weights' shapes
        List<Layer<?>> behind = List.copyOf(other.getLayers()).subList(place - 1, layers.length - 1);
        while (other.getLayers().size() > place - 1) {
            other.pop();
        }
        other.add(new Flatten());
        behind.forEach(other::add);
        other.compile(loss(loss), metrics("accuracy"));
        other.fit(x, y, verbose(0));
        assertThat(other.predict(x).rank()).isEqualTo(2);
    }

    @Test
    void flattenIsMissingAtTheEnd() {
        Sequential model = new Sequential(new Input(6, 6, 1), new Conv2D(4, 3).activation("softmax"));
        model.compile(loss("categorical_crossentropy"));
        INDArray x = Nd4j.ones(4, 6, 6, 1);
        assertThat(message(() -> model.fit(x, Nd4j.zeros(4, 3), verbose(0))))
                .endsWith("add new Flatten() and new Dense(..) at the end");
        model.add(new Flatten());
        model.add(new Dense(3).activation("softmax"));
        model.compile(loss("categorical_crossentropy"));
        model.fit(x, Nd4j.zeros(4, 3), verbose(0));
    }

    /** Another loss is advised where it takes the labels, and nowhere else. */
    @Test
    void adviceForAnotherLoss() {
        float[][] x = new float[4][2];
        Sequential sparse = new Sequential(new Input(2), new Dense(3).activation("softmax"));
        sparse.compile(loss("sparse_categorical_crossentropy"));
        assertThat(message(() -> sparse.fit(x, new float[4][3])))
                .endsWith("; for one-hot labels use categorical_crossentropy");
        assertThat(message(() -> sparse.fit(x, new float[4][2]))).endsWith("received (None, 2)");
        Sequential categorical = new Sequential(new Input(2), new Dense(3).activation("softmax"));
        categorical.compile(loss("categorical_crossentropy"));
        assertThat(message(() -> categorical.fit(x, new int[4])))
                .endsWith("; for class numbers use sparse_categorical_crossentropy");
        assertThat(message(() -> categorical.fit(x, new float[4][2]))).endsWith("received (None, 2)");
    }

    /** The class of a layer without a name stands there once. */
    @Test
    void noNameTwice() {
        Symbol a = input(2);
        Symbol b = input(3);
        assertThat(message(() -> new Add().apply(a, b))).startsWith("Add: expected ");
        assertThat(message(() -> new Add().applyAll(a))).startsWith("Add: expected ");
        assertThat(message(() -> new Concatenate().axis(1).apply(input(2, 2), b)))
                .startsWith("Concatenate: expected ");
        assertThat(message(() -> new Subtract().apply(a, a, a))).startsWith("Subtract: expected ");
        assertThat(message(() -> new Dot(1).apply(a, b))).startsWith("Dot: expected ");
        assertThat(message(() -> new Dense(2).applyAll(a, b))).startsWith("Dense: expected ");
        assertThat(message(() -> new LSTM(2).apply(a))).startsWith("LSTM: expected ");
        assertThat(message(() -> new Add().name("sum").apply(a, b))).startsWith("layer sum: Add: expected ");
    }

    @Test
    void layersWithoutNames() {
        assertThat(new Input(2)).hasToString("InputLayer");
        assertThat(new Dense(2)).hasToString("Dense");
        assertThat(new Dense(2).name("d")).hasToString("Dense(d)");
        assertThat(input(2)).hasToString("Symbol((None, 2) of InputLayer)");
        assertThat(message(() -> new Dense(2).getWeights())).endsWith("received Dense");
        Model anonymous = new Model() {};
        assertThat(anonymous.getName()).isEqualTo("model");
        assertThat(anonymous).hasToString("Model(model: 0 layers, not built)");
        Layer<?> layer = new Nameless() {};
        assertThat(message(() -> layer.applyAll(input(2), input(2)))).startsWith("Nameless: expected ");
    }

    private abstract static class Nameless extends Layer<Nameless> {
        @Override
        protected void config(keras4j.core.Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            return x;
        }
    }

    @Test
    void historyShowsItsValues() {
        Sequential model = new Sequential(new Input(2), new Dense(1).kernelInitializer("zeros"));
        model.compile(optimizer("sgd"), loss("mse"), metrics("mae"));
        History history = model.fit(new float[4][2], new float[4], epochs(2), verbose(0));
        assertThat(history).hasToString("{loss=[0.0, 0.0], mae=[0.0, 0.0]}");
    }
}
