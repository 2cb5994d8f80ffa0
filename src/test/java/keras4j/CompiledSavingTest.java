package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static keras4j.Args.weightedMetrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Normalization;
import keras4j.losses.Huber;
import keras4j.metrics.AUC;
import keras4j.metrics.Precision;
import keras4j.optimizers.Adam;
import keras4j.optimizers.AdamW;
import keras4j.optimizers.RMSprop;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models are saved with what they were compiled with, and training goes on where it stopped. */
class CompiledSavingTest {
    private static final float[][] X = {{1, 2}, {3, -1}, {0, 1}, {2, 2}};
    private static final float[] Y = {0, 1, 1, 0};

    @TempDir
    Path folder;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new SGD(),
                new SGD().momentum(0.9).nesterov(true).clipvalue(0.5),
                new RMSprop(),
                new RMSprop().momentum(0.5).centered(true).rho(0.8).epsilon(1e-5),
                new Adam().beta1(0.8).beta2(0.9).epsilon(1e-6).globalClipnorm(0.1),
                new Adam().amsgrad(true).clipnorm(0.2).weightDecay(0.01),
                new AdamW().weightDecay(0.3).learningRate(0.02));
    }

    private static Sequential model() {
        return new Sequential(
                new Input(2),
                new Dense(3).activation("tanh"),
                new Dense(2).trainable(false),
                new Dense(1).activation("sigmoid"));
    }

    private static History fit(Model model) {
        return model.fit(X, Y, epochs(3), shuffle(false), verbose(0));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingGoesOn(Optimizer rule) {
        Sequential model = model();
        model.compile(optimizer(rule), loss("binary_crossentropy"), metrics("accuracy"));
        fit(model);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.summaryText()).isEqualTo(model.summaryText());
        assertThat(loaded.toJson()).isEqualTo(model.toJson());
        assertThat(loaded.getLayer(1).isTrainable()).isFalse();
        loaded.save(folder.resolve("again.keras"));
        assertThat(folder.resolve("again.keras")).hasSameBinaryContentAs(file);
        assertThat(fit(loaded).history()).isEqualTo(fit(model).history());
        assertThat(loaded.getWeights()).isEqualTo(model.getWeights());
    }

    @Test
    void argumentsSurvive() {
        Sequential model = model();
        model.compile(
                optimizer("adam"),
                loss(new Huber().delta(0.3)),
                metrics(
                        "accuracy",
                        new AUC().curve("PR").numThresholds(50).name("area"),
                        new Precision().thresholds(0.3)),
                weightedMetrics("mse"));
        fit(model);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Logs figures = Keras4j.loadModel(file).evaluate(X, Y, verbose(0));
        assertThat(figures.names()).containsExactly("accuracy", "area", "loss", "mse", "precision");
        assertThat(figures.toString())
                .isEqualTo(model.evaluate(X, Y, verbose(0)).toString());
        assertThat(model.toJson())
                .contains("\"delta\":0.3", "\"num_thresholds\":50", "\"curve\":\"PR\"", "\"thresholds\":0.3")
                .contains("\"weighted_metrics\":[\"mse\"]");
    }

    /** What is trained may change after compile; the file holds what is remembered of what its config says. */
    @Test
    void afterTrainableHasChanged() {
        for (int layer : new int[] {0, 1}) {
            Sequential model = model();
            model.compile(optimizer("adam"), loss("mse"));
            fit(model);
            model.getLayer(layer).trainable(layer == 1);
            Path file = folder.resolve("model.keras");
            model.save(file);
            assertThat(Keras4j.loadModel(file).getWeights()).isEqualTo(model.getWeights());
            fit(Keras4j.loadModel(file));
        }
    }

    @Test
    void writingChangesNothing() {
        Sequential model = model();
        Optimizer rule = new AdamW().weightDecay(0).learningRate(0.01);
        model.compile(optimizer(rule), loss("mse"));
        String first = model.toJson();
        assertThat(first).contains("\"weight_decay\":0.0", "\"learning_rate\":0.009999999776482582");
        assertThat(model.toJson()).isEqualTo(first);
        assertThat(rule.learningRate()).isEqualTo(0.01);
        assertThat(Keras4j.modelFromJson(first).toJson()).isEqualTo(first);
    }

    /** A file's parts belong to one moment, whatever another thread does. */
    @Test
    void savingWhileAnotherThreadCompiles() throws Exception {
        Sequential model = model();
        model.compile(optimizer("adam"), loss("mse"));
        AtomicBoolean done = new AtomicBoolean();
        Thread compiler = new Thread(() -> {
            while (!done.get()) {
                model.compile(optimizer("sgd"), loss("mse"));
                model.compile(optimizer("adam"), loss("mse"));
            }
        });
        compiler.start();
        try {
            for (int i = 0; i < 100; i++) {
                Path file = folder.resolve("model.keras");
                model.save(file);
                assertThat(Keras4j.loadModel(file).isCompiled()).isTrue();
            }
        } finally {
            done.set(true);
            compiler.join();
        }
    }

    /** A model that was compiled and not trained, and one that was not compiled. */
    @Test
    void beforeTraining() {
        Sequential model = model();
        Path file = folder.resolve("model.keras");
        model.save(file);
        assertThat(Keras4j.loadModel(file).isCompiled()).isFalse();
        model.compile(optimizer("adam"), loss("mse"));
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.isCompiled()).isTrue();
        assertThat(fit(loaded).history()).isEqualTo(fit(model).history());
        assertThat(Keras4j.loadModel(file.toString(), false).isCompiled()).isFalse();
    }

    @Test
    void jsonIsTheModelWithoutWeights() {
        Sequential model = model();
        model.compile(optimizer("adam"), loss("mse"), metrics("mae"));
        model.countParams();
        Model again = Keras4j.modelFromJson(model.toJson());
        assertThat(again.toJson()).isEqualTo(model.toJson());
        assertThat(again.getWeights()).hasSameSizeAs(model.getWeights()).isNotEqualTo(model.getWeights());
        fit(again);

        Sequential unbuilt = new Sequential(new Normalization().adapt(X), new Dense(1)).name("unbuilt");
        Model read = Keras4j.modelFromJson(unbuilt.toJson());
        assertThat(read.getName()).isEqualTo("unbuilt");
        assertThat(read.isCompiled()).isFalse();
        assertThat(read.toJson()).isEqualTo(unbuilt.toJson());
        assertThat(NdArrays.floats(read.predict(Dataset.of(X)))).hasSize(4);
    }

    @Test
    void jsonThatIsNoModel() {
        assertThatThrownBy(() -> Keras4j.modelFromJson("{"))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("model: expected JSON");
        assertThatThrownBy(() -> Keras4j.modelFromJson("\0\0\0{\"a\":"))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("model: expected JSON in UTF-8");
        assertThatThrownBy(() -> Keras4j.modelFromJson("{} {}"))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("model: expected JSON")
                .hasMessageEndingWith("something after the end of the object");
        assertThatThrownBy(() -> Keras4j.modelFromJson("{\"a\": 1, \"a\": 2}"))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("model: expected JSON")
                .hasMessageEndingWith("Duplicate field 'a'");
        assertThatThrownBy(() -> Keras4j.modelFromJson("[1]"))
                .isInstanceOf(KerasException.class)
                .hasMessage("model: expected an object, received [");
        assertThatThrownBy(() -> Keras4j.modelFromJson("{}"))
                .isInstanceOf(KerasException.class)
                .hasMessage("model: expected a class_name, received null");
        assertThatThrownBy(() -> Keras4j.modelFromJson(null)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Keras4j.modelFromJson(new Sequential().toJson()))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("expected layers");
    }

    /** Functions of Keras, given by name as Keras writes them, are known; other functions are not. */
    @Test
    void functionsByName() {
        Sequential model = model();
        model.compile(optimizer("adam"), loss("mse"), metrics("mae"));
        String json = model.toJson();
        String function =
                "{\"module\":\"builtins\",\"class_name\":\"function\",\"config\":\"NAME\",\"registered_name\":\"function\"}";
        Model read = Keras4j.modelFromJson(
                json.replace("\"loss\":\"mse\"", "\"loss\":" + function.replace("NAME", "mean_squared_error"))
                        .replace("[\"mae\"]", "[" + function.replace("NAME", "mean_squared_error") + "]"));
        assertThat(fit(read).history().keySet()).isEqualTo(Set.of("loss", "mean_squared_error"));
        assertThatThrownBy(() -> Keras4j.modelFromJson(
                        json.replace("\"loss\":\"mse\"", "\"loss\":" + function.replace("NAME", "os.system"))))
                .hasMessageContaining("loss: expected one of");
    }
}
