package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Add;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv1D;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.TimeDistributed;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models that are layers of other models. */
class NestedTest {
    private static final float[][] X = {{0, 1, 2}, {1, 0, -1}, {-2, 1, 1}, {1, 1, 0}};

    @TempDir
    Path folder;

    private static Model encoder() {
        Symbol x = input(3);
        return new Model(x, new Dense(2).activation("tanh").apply(x));
    }

    private static Sequential decoder() {
        return new Sequential(new Dense(4).activation("tanh"), new Dense(3));
    }

    private static Model autoencoder(Model encoder, Model decoder) {
        Symbol x = input(3);
        Model model = new Model(x, decoder.apply(encoder.apply(x)));
        model.compile(optimizer("adam"), loss("mse"));
        return model;
    }

    private static List<String> names(Model model) {
        return model.getLayers().stream().map(Layer::getName).toList();
    }

    private static void assertFails(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(KerasException.class).hasMessage(message);
    }

    @Test
    void bothSeeWhatEitherHasLearned() {
        Model encoder = encoder();
        Sequential decoder = decoder();
        Model whole = autoencoder(encoder, decoder);
        assertThat(names(whole)).containsExactly("input_layer", "functional", "sequential");
        assertThat(whole.countParams()).isEqualTo(8 + 12 + 15);
        whole.fit(X, X, epochs(3), verbose(0));
        for (float[] x : X) {
            assertThat(decoder.predict(encoder.predict(x))).containsExactly(whole.predict(x));
        }
        encoder.compile(optimizer("sgd"), loss("mse"));
        encoder.fit(X, new float[4][2], verbose(0));
        for (float[] x : X) {
            assertThat(decoder.predict(encoder.predict(x))).containsExactly(whole.predict(x));
        }
        decoder.getLayer(1)
                .setWeights(List.of(NdArrays.of(new float[12], 4, 3), NdArrays.of(new float[] {1, 2, 3}, 3)));
        assertThat(whole.predict(X[0])).containsExactly(1, 2, 3);
        assertThat(encoder.countParams()).isEqualTo(8);
        assertThat(whole.getLayer("sequential").getWeights()).isEqualTo(decoder.getWeights());
        assertThat(whole.getWeights().subList(2, 6)).isEqualTo(decoder.getWeights());
        assertThat(decoder).hasToString("Sequential(sequential: 2 layers, 27 params)");
        assertThat(encoder.predictor().predict(X[1])).containsExactly(encoder.predict(X[1]));
    }

    @Test
    void whatWasLearnedBeforeIsKept() {
        Model encoder = encoder();
        encoder.compile(optimizer("sgd"), loss("mse"));
        encoder.fit(X, new float[4][2], epochs(2), verbose(0));
        List<INDArray> before = encoder.getWeights();
        Model whole = autoencoder(encoder, decoder());
        assertThat(whole.getLayer("functional").getWeights()).isEqualTo(before);
        assertThat(encoder.getWeights()).isEqualTo(before);
        encoder.getLayers().forEach(layer -> layer.trainable(false));
        whole.compile(optimizer("sgd"), loss("mse"));
        whole.fit(X, X, verbose(0));
        assertThat(encoder.getWeights()).isEqualTo(before);
        assertThat(whole.gradients(NdArrays.of(new float[3], 1, 3), NdArrays.of(new float[3], 1, 3))
                        .names())
                .containsExactly(
                        "sequential/dense/kernel",
                        "sequential/dense/bias",
                        "sequential/dense_1/kernel",
                        "sequential/dense_1/bias");
    }

    @Test
    void eachCanBeSaved() {
        Model encoder = encoder().name("mine");
        Model whole = autoencoder(encoder, decoder());
        whole.fit(X, X, verbose(0));
        whole.save(folder.resolve("whole.keras"));
        encoder.save(folder.resolve("encoder.keras"));
        Model loaded = Keras4j.loadModel(folder.resolve("whole.keras"));
        assertThat(loaded.summaryText()).isEqualTo(whole.summaryText()).contains("mine (Functional)");
        assertThat(loaded.toJson()).isEqualTo(whole.toJson());
        whole.fit(X, X, shuffle(false), verbose(0));
        loaded.fit(X, X, shuffle(false), verbose(0));
        assertThat(loaded.getWeights()).isEqualTo(whole.getWeights());
        assertThat(Keras4j.loadModel(folder.resolve("encoder.keras")).toJson()).isEqualTo(encoder.toJson());
    }

    @Test
    void aModelThatIsNotTrainedStaysSo() {
        Model whole = autoencoder(encoder(), decoder());
        whole.getLayer("functional").trainable(false);
        whole.compile(optimizer("adam"), loss("mse"));
        whole.fit(X, X, verbose(0));
        whole.save(folder.resolve("whole.keras"));
        Model loaded = Keras4j.loadModel(folder.resolve("whole.keras"));
        assertThat(loaded.getLayer("functional").isTrainable()).isFalse();
        assertThat(loaded.toJson()).isEqualTo(whole.toJson());
        List<INDArray> before = loaded.getLayer("functional").getWeights();
        loaded.fit(X, X, verbose(0));
        assertThat(loaded.getLayer("functional").getWeights()).isEqualTo(before);
    }

    private static List<String> trained(Model model) {
        INDArray x = NdArrays.of(new float[6], 2, 3);
        model.compile(optimizer("sgd"), loss("mse"));
        return model.gradients(x, x).names();
    }

    /** As in Keras: a model tells all layers in it, of which each decides in another model; in its own it must be trained, too. */
    @Test
    void aModelTellsItsLayers() {
        Model encoder = encoder().trainable(false);
        Model whole = autoencoder(encoder, decoder());
        assertThat(encoder.isTrainable()).isFalse();
        assertThat(whole.getLayer("functional").isTrainable()).isFalse();
        assertThat(trained(whole)).hasSize(4).allMatch(name -> name.startsWith("sequential/"));
        encoder.getLayer("dense").trainable(true);
        assertThat(trained(whole)).hasSize(6);
        encoder.compile(loss("mse"));
        assertThat(encoder.gradients(NdArrays.of(new float[3], 1, 3), NdArrays.of(new float[2], 1, 2))
                        .names())
                .isEmpty();
        assertThat(Keras4j.modelFromJson(whole.toJson()).toJson()).isEqualTo(whole.toJson());
        whole.trainable(false);
        assertThat(trained(whole)).isEmpty();
        assertThat(whole.summaryText()).contains("Trainable params: 0 (0.00 B)");
        INDArray before = whole.getWeights().get(0);
        whole.fit(X, X, verbose(0));
        assertThat(whole.getWeights().get(0)).isEqualTo(before);
        assertThat(trained(Keras4j.modelFromJson(whole.toJson()))).isEmpty();
        whole.trainable(true);
        assertThat(encoder.isTrainable()).isTrue();
        assertThat(trained(whole)).hasSize(6);
    }

    @Test
    void aModelThatIsNotBuiltTellsItsLayersToo() {
        Sequential decoder = new Sequential(new Dense(3)).trainable(false).add(new Dense(3));
        assertThat(trained(decoder)).isEmpty();
        assertThat(trained((Sequential) Keras4j.modelFromJson(decoder.toJson())))
                .hasSize(2);
        class Net extends Model {
            final Dense first = new Dense(3);
            final Sequential rest = new Sequential(new Dense(3));
            final Net self = this;

            @Override
            protected Symbol call(Symbol x) {
                return rest.apply(first.apply(x));
            }
        }
        Net net = new Net();
        net.trainable(false);
        assertThat(net.rest.isTrainable()).isFalse();
        Symbol x = input(3);
        assertThat(trained(new Model(x, new Dense(3).apply(net.apply(x))))).hasSize(2);
        assertThat(net.self.isTrainable()).isFalse();
    }

    /** The flags of each layer, and that BatchNormalization's statistics stay: see the goldens of frozen models. */
    @Test
    void aModelThatKerasHasFrozenInPart() {
        Model model = Keras4j.loadModel("src/test/resources/golden/several-frozen_but_the_last.keras");
        List<INDArray> before = model.getLayer("base").getWeights();
        model.fit(NdArrays.of(new float[22], 2, 11), NdArrays.of(new float[2], 2, 1), verbose(0));
        List<INDArray> after = model.getLayer("base").getWeights();
        assertThat(after.subList(0, 6)).isEqualTo(before.subList(0, 6));
        assertThat(after.get(6)).isNotEqualTo(before.get(6));
    }

    @Test
    void callsThatDoubleEachTimeHaveAnEnd() {
        Symbol x = input(2);
        Model model = new Model(x, relu(x));
        for (int depth = 0; depth < 4; depth++) {
            model = tenTimes(model);
        }
        Model last = model;
        assertFails(() -> tenTimes(last), "model: expected at most 100000 calls of layers, received more");
    }

    private static Model tenTimes(Model model) {
        Symbol x = input(2);
        Symbol y = x;
        for (int i = 0; i < 10; i++) {
            y = model.apply(y);
        }
        return new Model(x, y);
    }

    @Test
    void aModelInAModelInAModel() {
        Symbol a = input(3);
        Model inner = new Model(List.of(a), List.of(relu(a), new Dense(3).apply(a)));
        Symbol b = input(3);
        List<Symbol> both = inner.applyAll(List.of(b));
        Model middle = new Model(b, new Add().apply(both.get(0), both.get(1)));
        Symbol c = input(3);
        Model outer = new Model(c, middle.apply(middle.apply(c)));
        outer.compile(optimizer("sgd"), loss("mse"));
        outer.fit(X, X, verbose(0));
        INDArray x = NdArrays.of(new float[] {1, -1, 2}, 1, 3);
        INDArray once = middle.predict(x);
        assertThat(middle.predict(once)).isEqualTo(outer.predict(x));
        List<INDArray> parts = inner.predict(List.of(x));
        assertThat(parts.get(0).add(parts.get(1))).isEqualTo(once);
        assertThat(outer.countParams()).isEqualTo(12);
        Keras4j.setEngine("dl4j");
        try {
            assertThat(NdArrays.floats(Keras4j.modelFromJson(outer.toJson()).predict(x)))
                    .hasSize(3);
        } finally {
            Keras4j.setEngine("compiled");
        }
        assertFails(
                () -> inner.apply(input(3)),
                "layer functional: expected one output; applyAll gives several, received 2");
    }

    @Test
    void aSubclassIsALayer() {
        class Net extends Model {
            private final Dense dense = new Dense(3);

            @Override
            protected Symbol call(Symbol x) {
                return dense.apply(x);
            }
        }
        Net net = new Net();
        Symbol x = input(3);
        Model outer = new Model(x, new Net().apply(net.apply(net.apply(x))));
        assertThat(names(outer)).containsExactly("input_layer", "net", "net_1");
        assertThat(outer.getLayer("net")).isSameAs(net);
        assertThat(outer.countParams()).isEqualTo(24);
        assertThat(Keras4j.modelFromJson(outer.toJson()).toJson()).isEqualTo(outer.toJson());
    }

    /** A model's layers find their input's shape where they are called; lengths that differ stay open. */
    private static final class Block extends Layer<Block> {
        private final Sequential body =
                part("body", new Sequential(new Conv1D(4, 3).padding("same").activation("tanh"), new Dense(3)));

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            return x.plus(body.apply(x));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aModelIsAPartOfALayer(String engine) {
        Keras4j.setEngine(engine);
        try {
            Block block = new Block();
            Symbol x = input(Input.NONE, 3);
            Model model = new Model(x, block.apply(x));
            model.compile(optimizer("sgd"), loss("mse"));
            INDArray five = NdArrays.of(new float[] {1, 0, 2, 1, 1, 1, 0, 0, 3, -1, 2, 1, 1, 0, 1}, 1, 5, 3);
            INDArray before = block.body.getWeights().get(0);
            model.fit(five, five.mul(2), epochs(2), verbose(0));
            assertThat(block.body.getWeights()).isEqualTo(model.getWeights()).hasSize(4);
            assertThat(block.body.getWeights().get(0)).isNotEqualTo(before);
            for (INDArray each : List.of(five, NdArrays.of(new float[] {1, 2, 3, 3, 2, 1}, 1, 2, 3))) {
                float[] expected = NdArrays.floats(each.add(block.body.predict(each)));
                assertThat(NdArrays.floats(model.predict(each))).containsExactly(expected, within(1e-6f));
            }
            assertFails(
                    () -> block.body.add(new Dense(1)),
                    "add: expected a model that is no layer of another one, received"
                            + " Sequential(sequential: 2 layers, 55 params)");
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    @Test
    void aModelIsALayerOfASequential() {
        Model encoder = encoder();
        Sequential decoder = decoder();
        Sequential whole = new Sequential(encoder, decoder);
        assertThat(whole.countParams()).isEqualTo(8 + 12 + 15);
        assertThat(whole.getLayer(0)).isSameAs(encoder);
        whole.compile(optimizer("adam"), loss("mse"));
        whole.fit(X, X, epochs(3), verbose(0));
        assertThat(decoder.predict(encoder.predict(X[0]))).containsExactly(whole.predict(X[0]));
        assertThat(whole.toMultiLayerNetwork().output(NdArrays.of(X[0], 1, 3)))
                .isEqualTo(whole.predict(NdArrays.of(X[0], 1, 3)));
        assertThat(Keras4j.modelFromJson(whole.toJson()).toJson()).isEqualTo(whole.toJson());
        Sequential empty = new Sequential(new Sequential(new Dense(2)));
        assertThat(Keras4j.modelFromJson(empty.toJson()).toJson()).isEqualTo(empty.toJson());
        assertThat(empty.predict(X)).hasDimensions(4, 2);
        assertThat(new Sequential(encoder).predict(X)).isEqualTo(encoder.predict(X));
    }

    @Test
    void aModelRunsAtEachStep() {
        Sequential step = new Sequential(new Dense(4).activation("tanh"), new Dense(2));
        Sequential model = new Sequential(new Input(Input.NONE, 3), new TimeDistributed(step));
        INDArray x = NdArrays.of(new float[] {1, 0, 2, 1, 1, 1}, 1, 2, 3);
        INDArray y = model.predict(x);
        INDArray each = step.predict(x.reshape(2, 3));
        assertThat(NdArrays.floats(y)).containsExactly(NdArrays.floats(each));
        model.compile(loss("mse"));
        assertThat(model.gradients(x, y).names())
                .containsExactly(
                        "time_distributed/sequential/dense/kernel",
                        "time_distributed/sequential/dense/bias",
                        "time_distributed/sequential/dense_1/kernel",
                        "time_distributed/sequential/dense_1/bias");
        assertThat(Keras4j.modelFromJson(model.toJson()).toJson()).isEqualTo(model.toJson());
        Sequential normal = new Sequential(
                new Input(2, 3), new TimeDistributed(new Sequential(new Dense(2), new BatchNormalization())));
        normal.compile(loss("mse"));
        assertThatThrownBy(() -> normal.fit(x, y, verbose(0)))
                .hasMessageContaining("expected a layer that keeps nothing from step to step");
    }

    @Test
    void whatDoesNotFit() {
        Model encoder = encoder();
        assertFails(
                () -> encoder.apply(input(4)),
                "layer functional: Functional: expected inputs of shapes [(None, 3)], received [(None, 4)]");
        assertFails(
                () -> encoder.apply(input(3), input(3)),
                "layer functional: Functional: expected inputs of shapes [(None, 3)], received [(None, 3), (None, 3)]");
        Symbol x = input(3);
        new Model(x, encoder.apply(x));
        Symbol y = input(3);
        new Model(y, encoder.apply(y));
        assertFails(
                () -> encoder.name("mine"),
                "layer functional is in a model; set its name and input shape before you add it");
        Sequential decoder = decoder();
        decoder.apply(input(2));
        assertFails(
                () -> decoder.add(new Dense(1)),
                "add: expected a model that is no layer of another one, received Sequential(sequential: 2 layers, not built)");
        assertFails(
                () -> new Sequential().apply(input(2)),
                "layer sequential: apply: expected a model with layers, received Sequential(sequential: 0 layers, not built)");
        assertFails(
                () -> new Sequential(new Input(2), new Dense(1)).apply((Symbol) null),
                "layer sequential: expected a symbol, made by input(..) or apply(..), received null");
    }
}
