package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.layers.Activation;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.Weights;
import keras4j.losses.ElementwiseLoss;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' classes in files and by name, and layers that are made of layers. */
class RegisterTest {
    @TempDir
    Path folder;

    /** (p - y)^2 times a factor. */
    static class Scaled extends ElementwiseLoss {
        private double factor = 1;

        @Override
        public String name() {
            return "scaled";
        }

        @Override
        public void config(Config config) {
            super.config(config);
            factor = config.number("factor", factor);
        }

        @Override
        protected double loss(float y, float p) {
            return factor * (p - y) * (p - y);
        }

        @Override
        protected double gradient(float y, float p) {
            return factor * 2 * (p - y);
        }
    }

    /** Its gradient lacks the factor 2. */
    static final class Wrong extends Scaled {
        @Override
        protected double gradient(float y, float p) {
            return p - y;
        }
    }

    /** Two layers, the first of which is called twice. */
    static final class Twice extends Layer<Twice> {
        private int units = 3;
        private final Dropout dropout = part("dropout", new Dropout(0.5));
        private Dense shared, last;

        Twice units(int value) {
            return set(() -> units = value);
        }

        @Override
        protected void config(Config config) {
            units = config.integer("units", units);
        }

        @Override
        protected void build(Weights weights, List<Shape> inputs) {
            if (shared == null) {
                shared = part("shared", new Dense(inputs.get(0).last()).activation("tanh"));
                last = part("last", new Dense(units));
            }
        }

        @Override
        protected Symbol call(Symbol x) {
            return last.apply(dropout.apply(x.plus(shared.apply(shared.apply(x)))));
        }
    }

    /** A layer, and a model. */
    static final class Around extends Layer<Around> {
        @Override
        protected void config(Config config) {}

        private final Dense first = part("first", new Dense(2));
        private final Model model = part("part", model());

        private static Model model() {
            Symbol inner = input(2);
            return new Model(inner, new Dense(2).name("mine").apply(inner));
        }

        @Override
        protected Symbol call(Symbol x) {
            return model.apply(first.apply(x));
        }
    }

    /** Of a kind that nobody registers. */
    static final class Unknown extends Layer<Unknown> {
        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            return x;
        }
    }

    /** One that does not say what it computes. */
    static final class Silent extends Layer<Silent> {
        @Override
        protected void config(Config config) {}
    }

    final class Within extends Scaled {}

    static final class Failing extends Scaled {
        Failing() {
            throw new IllegalStateException("no");
        }
    }

    static final class Other {
        static final class Scaled extends RegisterTest.Scaled {}
    }

    private static final float[][] X = {{1, 2}, {-1, 0.5f}, {0.3f, -2}};
    private static final float[][] Y = {{1, 0, 2}, {0, 1, 1}, {1, 1, 0}};

    @Test
    void whatIsRegisteredHasANameAndIsReadAgain() {
        Keras4j.registerKerasSerializable("test", Scaled.class, Twice.class);
        assertThatCode(() -> Keras4j.registerKerasSerializable("test", Scaled.class))
                .doesNotThrowAnyException();
        Sequential model = new Sequential(new Twice().inputDim(2), new Dense(3));
        model.compile(Args.loss("test>Scaled"));
        double loss = model.evaluate(X, Y, Args.verbose(0)).loss();
        model.fit(X, Y, Args.epochs(2), Args.verbose(0));
        assertThat(model.evaluate(X, Y, Args.verbose(0)).loss()).isLessThan(loss);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model read = Keras4j.loadModel(file);
        assertThat(read.predict(X)).isDeepEqualTo(model.predict(X));
        assertThat(read.summaryText()).isEqualTo(model.summaryText()).contains("twice (Twice)");
        assertThat(read.toJson()).isEqualTo(model.toJson()).contains("test>Scaled", "test>Twice", "\"units\":3");
        assertThat(read.getWeights()).isEqualTo(model.getWeights()).hasSize(6);
        model.fit(X, Y, Args.verbose(0), Args.seed(1));
        read.fit(X, Y, Args.verbose(0), Args.seed(1));
        assertThat(read.getWeights()).isEqualTo(model.getWeights());
    }

    @Test
    void aLayerOfLayersIsOneLayer() {
        GradientCheck.check(new Twice(), 4);
        for (String engine : List.of("compiled", "dl4j")) {
            Keras4j.setEngine(engine);
            Twice layer = new Twice().units(1);
            Sequential model = new Sequential(new Input(2), layer);
            assertThat(model.predict(X)).hasDimensions(3, 1);
            Keras4j.setEngine("compiled");
            assertThat(model.getLayers()).hasSize(1);
            assertThat(layer.getWeights()).hasSize(4);
            assertThatThrownBy(() -> layer.units(2)).hasMessageContaining("has been built and cannot be changed");
            layer.trainable(false);
            model.add(new Dense(3));
            model.compile(Args.loss("mse"));
            assertThat(model.gradients(X, Y).names()).containsExactly("dense/kernel", "dense/bias");
            layer.trainable(true);
            model.compile(Args.loss("mse"));
            assertThat(model.gradients(X, Y).names())
                    .startsWith("twice/dense/kernel")
                    .hasSize(6);
        }
        Symbol x = Args.input(2);
        Twice shared = new Twice().units(2);
        Model model = new Model(x, shared.apply(shared.apply(x)));
        assertThat(model.getWeights()).hasSize(4);
        assertThatThrownBy(() -> shared.apply(Args.input(3)))
                .hasMessageContaining(
                        "layer dense, which has been built: expected an input for weights of the same shapes");
    }

    @Test
    void weightsOfAModelInALayerStandWhereKerasLooksForThem() throws IOException {
        Keras4j.registerKerasSerializable("test", Around.class);
        Sequential model = new Sequential(new Around().inputDim(2));
        model.save(folder.resolve("around.keras"));
        try (ZipFile zip = new ZipFile(folder.resolve("around.keras").toFile());
                InputStream weights = zip.getInputStream(zip.getEntry("model.weights.h5"));
                HdfFile file = HdfFile.fromBytes(weights.readAllBytes())) {
            assertThat(file.getByPath("layers/around/first/vars/0").isGroup()).isFalse();
            assertThat(file.getByPath("layers/around/part/layers/dense/vars/0").isGroup())
                    .isFalse();
        }
        assertThat(Keras4j.loadModel(folder.resolve("around.keras")).getWeights())
                .isEqualTo(model.getWeights());
    }

    @Test
    void theLastNameCountsAndPythonsClassesNeedNotWriteOne() {
        Keras4j.registerKerasSerializable("test", "First", Around.class);
        Keras4j.registerKerasSerializable("test", "Second", Around.class);
        Symbol x = Args.input(2);
        String json = new Model(x, new Around().name("around").apply(x)).toJson();
        assertThat(json).contains("test>Second").doesNotContain("test>First");
        assertThat(Keras4j.modelFromJson(json.replace("\"config\":{\"name\":\"around\",", "\"config\":{"))
                        .getLayer(1)
                        .getName())
                .isEqualTo("around");
    }

    @Test
    void whatIsNotRegisteredIsNotSaved() {
        Sequential model = new Sequential(new Unknown().inputDim(2));
        assertThatThrownBy(() -> model.save(folder.resolve("a.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessage("saving: expected a layer that Keras has, or one that is registered by"
                        + " Keras4j.registerKerasSerializable(package, Unknown.class), received "
                        + Unknown.class.getName());
        assertThat(folder).isEmptyDirectory();
        Sequential wrong = new Sequential(new Dense(3).inputDim(2));
        wrong.compile(Args.loss(new Wrong()));
        assertThatThrownBy(wrong::toJson).hasMessageContaining("a loss that Keras has");
    }

    @Test
    void aFileNamesOnlyWhatIsRegistered() {
        Keras4j.registerKerasSerializable("test", Twice.class);
        String json = new Sequential(new Twice().inputDim(2)).toJson();
        for (String name : List.of("other>Twice", "test>Scaled2", "java.lang.Runtime>exec")) {
            assertThatThrownBy(() -> Keras4j.modelFromJson(json.replace("test>Twice", name)))
                    .isInstanceOf(KerasException.class)
                    .hasMessageMatching("layer \\w+: \\Qexpected a layer of Keras, or one that was registered before:"
                            + " Keras4j.registerKerasSerializable(..), received \"" + name + "\"\\E");
        }
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("test", String.class))
                .hasMessageStartingWith("register: expected a class that is one of [layer, loss, metric, activation,");
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("test", Within.class))
                .hasMessageContaining("expected a class with a constructor without parameters");
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("test", Loss.class))
                .isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("test", Failing.class))
                .hasMessageContaining("its constructor failed with java.lang.IllegalStateException: no");
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("a>b", Scaled.class))
                .hasMessage("register: expected a package without \">\", received \"a>b\"");
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("", Scaled.class))
                .isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable(null, Scaled.class))
                .isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("test", (Class<?>) null))
                .isInstanceOf(KerasException.class);
        Keras4j.registerKerasSerializable("test", Scaled.class);
        assertThatThrownBy(() -> Keras4j.registerKerasSerializable("test", Other.Scaled.class))
                .hasMessageContaining("expected a name that no other class has, received test>Scaled");
        assertThatThrownBy(() -> GradientCheck.check(new Wrong(), new float[] {0, 1, 1}, 1))
                .hasMessageStartingWith(
                        "GradientCheck of scaled, gradient by the predictions, number 0: expected about");
        GradientCheck.check(new Scaled(), new float[] {0, 1, 1, 0.5f, 2, 3}, 3);
        assertThatThrownBy(() -> GradientCheck.check(new Scaled(), new float[] {0, 1}, 3))
                .hasMessage("GradientCheck: expected labels for rows of a positive width, received 2 for a width of 3");
        assertThatThrownBy(() -> GradientCheck.check(new Scaled(), new float[] {0, 1}, 0))
                .isInstanceOf(KerasException.class);
        GradientCheck.check(new Activation("tanh"), 3);
        assertThatThrownBy(() -> new Sequential(new Silent().inputDim(2)).predict(X))
                .hasMessageContaining("Silent: expected a method call that says what it computes");
    }
}
