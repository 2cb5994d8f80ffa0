package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metric;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.sampleWeight;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static keras4j.Args.weightedMetrics;
import static keras4j.ops.Ops.abs;
import static keras4j.ops.Ops.cast;
import static keras4j.ops.Ops.less;
import static keras4j.ops.Ops.log;
import static keras4j.ops.Ops.max;
import static keras4j.ops.Ops.maximum;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.normal;
import static keras4j.ops.Ops.oneHot;
import static keras4j.ops.Ops.square;
import static keras4j.ops.Ops.sum;
import static keras4j.ops.Ops.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import keras4j.callbacks.EarlyStopping;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.Masking;
import keras4j.losses.LossFunction;
import keras4j.metrics.MetricFunction;
import keras4j.ops.SeedGenerator;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Losses and metrics that are functions of (yTrue, yPred), in ops. */
class LabelFunctionsTest {
    /** Those of make_label_function_goldens.py, line for line. */
    private static final Map<String, BinaryOperator<Symbol>> FUNCTIONS = Map.of(
            "huber_like", LabelFunctionsTest::huberLike,
            "weighted", (yTrue, yPred) -> mean(yTrue.times(2).plus(1).times(square(yTrue.minus(yPred))), -1),
            "unreduced", (yTrue, yPred) -> square(yTrue.minus(yPred)),
            "scalar",
                    (yTrue, yPred) -> mean(square(yTrue.minus(yPred)))
                            .plus(max(abs(yPred)).times(0.1)),
            "of_sample", (yTrue, yPred) -> mean(square(yTrue.minus(yPred)), 1, 2),
            "of_batch", (yTrue, yPred) -> mean(square(yTrue.minus(yPred.minus(mean(yPred, 0, true)))), -1),
            "classes",
                    (yTrue, yPred) -> sum(oneHot(cast(yTrue, "int32"), 3).times(log(yPred.plus(0.01))), -1)
                            .negative(),
            "within", LabelFunctionsTest::close,
            "largest", (yTrue, yPred) -> max(abs(yTrue.minus(yPred))));

    private static Symbol huberLike(Symbol yTrue, Symbol yPred) {
        Symbol error = abs(yTrue.minus(yPred));
        return mean(
                where(
                        less(error, 0.5),
                        square(error).times(0.5),
                        error.times(0.5).minus(0.125)),
                -1);
    }

    private static Symbol close(Symbol yTrue, Symbol yPred) {
        return mean(cast(less(abs(yTrue.minus(yPred)), 0.5), "float32"), -1);
    }

    static List<String> names() {
        return Goldens.names("label_function_");
    }

    @ParameterizedTest
    @MethodSource("names")
    void trainAsInKeras(String name) {
        Map<String, Object> golden = Goldens.read(name);
        train(golden);
        Keras4j.setEngine("dl4j");
        train(golden);
    }

    @AfterEach
    void compiledAgain() {
        Keras4j.setEngine("compiled");
    }

    private static INDArray array(Object lists) {
        try {
            return InteropTest.array(new ObjectMapper().valueToTree(lists));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void train(Map<String, Object> golden) {
        INDArray x = array(golden.get("x"));
        INDArray y = array(golden.get("y"));
        List<Layer<?>> layers = new ArrayList<>(List.of(new Input(
                Arrays.stream(x.shape()).skip(1).mapToInt(Math::toIntExact).toArray())));
        if (golden.get("masked").equals(true)) {
            layers.add(new Masking());
        }
        List<?> weights = (List<?>) golden.get("weights");
        layers.add(new Dense(4).activation("tanh"));
        layers.add(new Dense((int) array(weights.get(3)).length())
                .activation(golden.get("loss").equals("classes") ? "softmax" : "linear"));
        Sequential model = new Sequential(layers.toArray(Layer<?>[]::new));
        model.setWeights(weights.stream().map(LabelFunctionsTest::array).toList());
        List<Metric> all = ((List<?>) golden.get("metrics"))
                .stream()
                        .map(name -> metric((String) name, FUNCTIONS.get(name)))
                        .toList();
        Object sampleWeight = golden.get("sample_weight");
        model.compile(
                optimizer(new SGD().learningRate(0.1)),
                loss(FUNCTIONS.get(golden.get("loss"))),
                sampleWeight == null ? metrics(all) : weightedMetrics(all));
        List<FitArg> args = new ArrayList<>(List.of(batchSize(4), epochs(3), shuffle(false), verbose(0)));
        if (sampleWeight != null) {
            args.add(sampleWeight(Goldens.floats(sampleWeight)));
        }
        History history = model.fit(x, y, args.toArray(FitArg[]::new));
        Config.map("history", golden.get("history")).forEach((key, values) -> {
            float[] expected = Goldens.floats(values);
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(history.history().get(key).get(epoch)).as(key).isCloseTo(expected[epoch], within(1e-4));
            }
        });
        List<?> trained = (List<?>) golden.get("trained");
        for (int i = 0; i < trained.size(); i++) {
            assertThat(model.getWeights().get(i).distance2(array(trained.get(i))))
                    .isLessThan(1e-4);
        }
    }

    /** A loss with an argument, in files: Keras has a class, or a function, that is registered by the same name. */
    static final class Close extends LossFunction {
        private double margin = 0.5;

        @Override
        public String name() {
            return "close";
        }

        @Override
        public void config(Config config) {
            super.config(config);
            margin = config.number("margin", margin);
        }

        @Override
        protected Symbol call(Symbol yTrue, Symbol yPred) {
            return mean(square(maximum(abs(yTrue.minus(yPred)).minus(margin), 0)), -1);
        }
    }

    static final class Within extends MetricFunction {
        Within() {
            super("within");
        }

        @Override
        protected Symbol call(Symbol yTrue, Symbol yPred) {
            return close(yTrue, yPred);
        }

        @Override
        public boolean isBetterWhenHigher() {
            return true;
        }
    }

    private static Sequential small() {
        Sequential model = new Sequential(new Input(3), new Dense(2));
        model.build(3);
        return model;
    }

    private static final float[][] X = {{1, 2, 3}, {-1, 0, 2}, {0.5f, 1, -3}};
    private static final float[][] Y = {{1, 0}, {0, 1}, {2, 2}};

    @Test
    void registeredClassesAreInFiles(@TempDir Path folder) {
        Keras4j.registerKerasSerializable("label_functions", Close.class, Within.class);
        Close close = new Close();
        close.margin = 0.1;
        Sequential model = small();
        model.compile(optimizer("sgd"), loss(close), metrics(new Within()));
        Logs before = model.evaluate(X, Y, verbose(0));
        model.save(folder.resolve("functions.keras"));
        Model again = Keras4j.loadModel(folder.resolve("functions.keras"));
        assertThat(again.evaluate(X, Y, verbose(0))).hasToString(before.toString());
        again.fit(X, Y, verbose(0));
        GradientCheck.check(close, new float[] {0, 1, 1, 0}, 2);
    }

    @Test
    void functionsAreInNoFile(@TempDir Path folder) {
        Sequential model = small();
        model.compile(optimizer("sgd"), loss(LabelFunctionsTest::huberLike));
        assertThatThrownBy(() -> model.save(folder.resolve("functions.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessage("saving: expected a loss that Keras has, or one whose class is registered by"
                        + " Keras4j.registerKerasSerializable(package, class), received a function");
    }

    @Test
    void nothingSaysWhichWayAFunctionIsBetter() {
        Sequential model = small();
        model.compile(optimizer("sgd"), loss("mse"), metrics(metric("within", LabelFunctionsTest::close)));
        assertThatThrownBy(() ->
                        model.fit(X, Y, epochs(2), verbose(0), Args.callbacks(new EarlyStopping().monitor("within"))))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("metric within: expected mode(\"min\") or mode(\"max\")");
        model.fit(
                X,
                Y,
                verbose(0),
                Args.callbacks(new EarlyStopping().monitor("within").mode("max")));
    }

    @Test
    void whatIsWrongIsSaid() {
        Sequential model = small();
        model.compile(optimizer("sgd"), loss((yTrue, yPred) -> mean(yTrue, -1)));
        assertThatThrownBy(() -> model.fit(X, Y, verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("loss function: expected a function whose gradient by yPred is known");
        model.compile(optimizer("sgd"), loss((yTrue, yPred) -> null));
        assertThatThrownBy(() -> model.fit(X, Y, verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("loss function");
        assertThatThrownBy(() -> metric("", (yTrue, yPred) -> yPred)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> metric("name", null)).isInstanceOf(KerasException.class);
    }

    @Test
    void randomNumbersAreOthersInEachBatch() {
        Sequential model = small();
        SeedGenerator seed = new SeedGenerator(1);
        model.compile(
                optimizer(new SGD().learningRate(0)),
                loss((yTrue, yPred) -> mean(square(yPred.plus(normal(List.of(2), 0, 1, seed))), -1)));
        assertThat(model.trainOnBatch(X, Y).loss())
                .isNotEqualTo(model.trainOnBatch(X, Y).loss());
    }
}
