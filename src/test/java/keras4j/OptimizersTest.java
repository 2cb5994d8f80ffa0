package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LearningRateSchedule;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adafactor;
import keras4j.optimizers.Adam;
import keras4j.optimizers.GradientOptimizer;
import keras4j.optimizers.Lamb;
import keras4j.optimizers.LossScaleOptimizer;
import keras4j.optimizers.MultiOptimizer;
import keras4j.optimizers.Muon;
import keras4j.optimizers.OptimizerMap;
import keras4j.optimizers.SGD;
import keras4j.optimizers.ScheduleFreeAdamW;
import keras4j.optimizers.Update;
import keras4j.optimizers.schedules.CosineDecay;
import keras4j.optimizers.schedules.ExponentialDecay;
import keras4j.optimizers.schedules.PiecewiseConstantDecay;
import keras4j.optimizers.schedules.PolynomialDecay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What optimizers do beside moving weights, for which {@link OptimizerGoldensTest} is there. */
class OptimizersTest {
    private static final float[][] X = {{1, 2}, {-1, 0.5f}, {0.25f, -2}, {3, 1}, {0.5f, 0.5f}};
    private static final float[] Y = {1, 0, 0, 1, 1};

    @TempDir
    Path folder;

    /** A user's, which does what SGD with a momentum does. */
    public static final class Heavy extends GradientOptimizer<Heavy> {
        private double momentum = 0.5;

        public Heavy() {
            super(0.01);
        }

        @Override
        public void config(Config config) {
            super.config(config);
            momentum = config.number("momentum", momentum);
        }

        @Override
        protected List<List<String>> slots() {
            return List.of(List.of("momentum"));
        }

        @Override
        protected void update(Update at, int from, int to) {
            float[] m = at.slot(0);
            for (int i = from; i < to; i++) {
                m[i] = m[i] * (float) momentum - at.gradients()[i] * at.rate();
                at.weights()[i] += m[i];
            }
        }
    }

    /** A user's, which a file can have. */
    public static final class Slowing implements LearningRateSchedule {
        private double first = 0.25;

        @Override
        public double at(long step) {
            return first / (step + 1);
        }

        @Override
        public void config(Config config) {
            first = config.number("first", first);
        }
    }

    private static Sequential model(Optimizer optimizer) {
        Keras4j.setRandomSeed(3);
        Sequential model =
                new Sequential(new Input(2), new Dense(3).activation("tanh").name("hidden"), new Dense(1).name("head"));
        model.name("net").build(2);
        model.compile(optimizer(optimizer), loss("mse"));
        return model;
    }

    private static Sequential trained(Optimizer optimizer) {
        Sequential model = model(optimizer);
        train(model);
        return model;
    }

    private static void train(Model model) {
        model.fit(X, Y, batchSize(2), epochs(2), shuffle(false), verbose(0));
    }

    private static float[] weights(Model model) {
        return model.network().copy();
    }

    @Test
    void oneOfYourOwnIsTrainedAndSaved() {
        Keras4j.registerKerasSerializable("lesson", Heavy.class, Slowing.class);
        Sequential model = trained(new Heavy().learningRate(new Slowing()).clipnorm(0.5));
        Sequential same = trained(
                new SGD().momentum(0.5).learningRate(step -> 0.25 / (step + 1)).clipnorm(0.5));
        assertThat(weights(model)).containsExactly(weights(same));
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        train(loaded);
        train(same);
        assertThat(weights(loaded)).containsExactly(weights(same));
        assertThatThrownBy(() -> same.save(file)).hasMessageContaining("received a function");
    }

    @Test
    void aScheduleSaysTheLearningRate() {
        Sequential model = model(new SGD().learningRate(new ExponentialDecay(0.5, 1, 0.5)));
        assertThat(model.getOptimizer().learningRate()).isEqualTo(0.5);
        model.fit(X, Y, batchSize(2), verbose(0));
        assertThat(model.getOptimizer().learningRate()).isEqualTo(0.0625);
        assertThatThrownBy(() -> model.getOptimizer().learningRate(0.1))
                .hasMessage(
                        "SGD.learningRate: expected an optimizer whose learning rate no schedule says, received 0.1");
        model.getOptimizer().learningRate(new ExponentialDecay(0.25, 3, 0.5));
        assertThat(model.getOptimizer().learningRate()).isEqualTo(0.125);
    }

    /** By paths, as by symbols; 0 as none. */
    @Test
    void weightsAreExcludedFromDecay() {
        SGD decaying = new SGD().weightDecay(0.5);
        float[] all = weights(trained(decaying));
        float[] byPath = weights(trained(decaying.copy().excludeFromWeightDecay("net/head", "bias")));
        assertThat(byPath).isNotEqualTo(all);
        Sequential model = model(decaying);
        List<Symbol> hidden = model.getLayer("hidden").trainableWeights();
        List<Symbol> excluded = Stream.concat(
                        model.getLayer("head").trainableWeights().stream(), Stream.of(hidden.get(1)))
                .toList();
        ((SGD) model.getOptimizer()).excludeFromWeightDecay(excluded);
        train(model);
        assertThat(weights(model)).containsExactly(byPath);
        assertThat(weights(trained(decaying.copy().excludeFromWeightDecay("."))))
                .containsExactly(weights(trained(new SGD())));
    }

    /** The one of a path alone moves its weights as in a model that it trains alone; states are apart. */
    @Test
    void severalOptimizersTrainTheirWeights() {
        Adam adam = new Adam().learningRate(0.05);
        MultiOptimizer two = new MultiOptimizer(new OptimizerMap(new SGD()).put("net/.*", adam));
        Sequential model = trained(two);
        assertThat(weights(model)).containsExactly(weights(trained(adam)));
        assertThat(((MultiOptimizer) model.getOptimizer()).optimizers())
                .noneMatch(adam::equals)
                .hasSize(2);
        MultiOptimizer chosen = new MultiOptimizer(
                variable -> variable.path().startsWith("net/head/") ? new Adam().learningRate(0.05) : new SGD());
        MultiOptimizer mapped = new MultiOptimizer(new OptimizerMap(new SGD()).put("net/head/.*", adam));
        assertThat(weights(trained(chosen))).containsExactly(weights(trained(mapped)));
        assertThatThrownBy(() -> trained(chosen).save(folder.resolve("model.keras")))
                .hasMessage("saving: expected a MultiOptimizer with an OptimizerMap, received one with a function");
        assertThatThrownBy(() -> model.getOptimizer().learningRate(0.1))
                .hasMessage("MultiOptimizer.learningRate: expected that of one of its optimizers(), received 0.1");
    }

    /** A gradient that is not finite takes no step, and halves the scale. */
    @Test
    void stepsWithoutFiniteGradientsAreLeftOut() {
        Sequential model =
                model(new LossScaleOptimizer(new SGD()).initialScale(8).dynamicGrowthSteps(2));
        float[] before = weights(model);
        model.trainOnBatch(X, new float[] {1, Float.MAX_VALUE, 0, 0, 0});
        assertThat(weights(model)).containsExactly(before);
        assertThat(scale(model)).isEqualTo(4);
        model.trainOnBatch(X, Y);
        model.trainOnBatch(X, Y);
        assertThat(weights(model)).isNotEqualTo(before);
        assertThat(scale(model)).isEqualTo(8);
        model.getOptimizer().learningRate(0.5);
        assertThat(model.getOptimizer().learningRate()).isEqualTo(0.5);
    }

    private static double scale(Model model) {
        OptimizerState.Remembered scale =
                model.optimizerAtWork().remembered(List.of()).get(1);
        return scale.values()[scale.from()];
    }

    /** As without, with the mean of the batches' gradients. */
    @Test
    void gradientsAreAddedUp() {
        Sequential summed = model(new SGD().learningRate(0.1).gradientAccumulationSteps(2));
        float[] before = weights(summed);
        summed.fit(X, Y, batchSize(4), epochs(1), verbose(0), shuffle(false));
        assertThat(weights(summed)).isNotEqualTo(before);
        Sequential twice = model(new SGD().learningRate(0.1).gradientAccumulationSteps(2));
        twice.trainOnBatch(X, Y);
        assertThat(weights(twice)).containsExactly(before);
        twice.trainOnBatch(X, Y);
        Sequential once = model(new SGD().learningRate(0.1));
        once.trainOnBatch(X, Y);
        assertThat(weights(twice)).containsExactly(weights(once));
    }

    /** The end of a fit gives weights their averages; a single batch does not. */
    @Test
    void averagesBecomeTheWeights() {
        Sequential model = model(new SGD().useEma(true).emaMomentum(1));
        model.trainOnBatch(X, Y);
        float[] first = weights(model);
        model.trainOnBatch(X, Y);
        assertThat(weights(model)).isNotEqualTo(first);
        train(model);
        assertThat(weights(model)).containsExactly(first);
    }

    /** Written before the first step, and with weights that were set since. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scheduleFreeBeginsWithTheWeights(boolean isSaved) {
        Sequential model = model(new ScheduleFreeAdamW());
        Model other = model(new ScheduleFreeAdamW());
        if (isSaved) {
            Path file = folder.resolve("model.keras");
            other.trainer();
            other.save(file);
            other = Keras4j.loadModel(file);
        }
        model.setWeights(model.getWeights().stream().map(w -> w.mul(2)).toList());
        other.setWeights(model.getWeights());
        train(model);
        train(other);
        assertThat(weights(other)).containsExactly(weights(model));
    }

    /** Paths have the names that Keras's have. */
    @Test
    void paths() {
        Sequential inner = new Sequential(new Input(4, 2), new LSTM(3).name("memory"));
        inner.name("encoder");
        Sequential model = new Sequential(new Input(4, 2), inner, new Dense(1).name("head"));
        model.name("net").build(4, 2);
        assertThat(model.network().variables(model.network().trainable()))
                .extracting(variable -> variable.path())
                .containsExactly(
                        "encoder/memory/lstm_cell/kernel",
                        "encoder/memory/lstm_cell/recurrent_kernel",
                        "encoder/memory/lstm_cell/bias",
                        "net/head/kernel",
                        "net/head/bias");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                error(() -> new SGD().emaMomentum(1.5), "SGD.emaMomentum: expected a number from 0 to 1"),
                error(() -> new Lamb().emaOverwriteFrequency(0), "Lamb.emaOverwriteFrequency: expected a whole number"),
                error(
                        () -> new Adam().gradientAccumulationSteps(1),
                        "Adam.gradientAccumulationSteps: expected a whole"),
                error(() -> new Adam().lossScaleFactor(0), "Adam.lossScaleFactor: expected a positive number"),
                error(() -> new Adam().excludeFromWeightDecay("("), "Adam.excludeFromWeightDecay: expected a regular"),
                error(() -> new Adam().learningRate(null), "Adam.learningRate: expected a number or a schedule"),
                error(() -> new Muon().excludeLayers("["), "Muon.excludeLayers: expected a regular expression"),
                error(
                        () -> new Adam().excludeFromWeightDecay((List<Symbol>) null),
                        "Adam.excludeFromWeightDecay: expected weights, received null"),
                error(
                        () -> new Adam().excludeFromWeightDecay(Arrays.asList((Symbol) null)),
                        "Adam.excludeFromWeightDecay: expected weights, received [null]"),
                error(
                        () -> new Adam().excludeFromWeightDecay((String[]) null),
                        "Adam.excludeFromWeightDecay: expected regular expressions, received null"),
                error(
                        () -> new Adam().excludeFromWeightDecay("a", null),
                        "Adam.excludeFromWeightDecay: expected regular expressions, received [a, null]"),
                error(
                        () -> new Muon().excludeLayers((String[]) null),
                        "Muon.excludeLayers: expected regular expressions, received null"),
                error(
                        () -> new Muon().excludeLayers("a", null),
                        "Muon.excludeLayers: expected regular expressions, received [a, null]"),
                error(
                        () -> new OptimizerMap(new SGD()).put(null, new SGD()),
                        "OptimizerMap.put: expected a regular expression, received null"),
                error(
                        () -> new PiecewiseConstantDecay(null, List.of(1)),
                        "PiecewiseConstantDecay.boundaries: expected a list of numbers, received null"),
                error(
                        () -> new PiecewiseConstantDecay(List.of(1), Arrays.asList(1, null)),
                        "PiecewiseConstantDecay.values: expected a list of numbers, received [1, null]"),
                error(() -> new CosineDecay(0.1, 10).name(null), "CosineDecay.name: expected a name, received null"),
                error(() -> new Muon().nsSteps(-1), "Muon.nsSteps: expected a whole number of at least 0"),
                error(() -> new Adafactor().clipThreshold(0), "Adafactor.clipThreshold: expected a positive number"),
                error(() -> new ScheduleFreeAdamW().beta1(0), "ScheduleFreeAdamW.beta1: expected a positive number"),
                error(() -> new LossScaleOptimizer(null), "LossScaleOptimizer: expected an inner optimizer"),
                error(
                        () -> new OptimizerMap(new LossScaleOptimizer(new SGD())),
                        "OptimizerMap: expected an optimizer that is no LossScaleOptimizer"),
                error(
                        () -> new OptimizerMap(new SGD()).put("a", new SGD()).put("a", new SGD()),
                        "OptimizerMap.put: expected another path than before, received a"),
                error(
                        () -> trained(new MultiOptimizer(new OptimizerMap(new SGD())
                                .put("net/.*", new SGD())
                                .put(".*bias", new SGD()))),
                        "OptimizerMap: expected one path that matches net/hidden/bias, received [net/.*, .*bias]"),
                error(() -> new CosineDecay(-1, 5), "CosineDecay.initialLearningRate: expected a number of at least 0"),
                error(() -> new PolynomialDecay(1, 0), "PolynomialDecay.decaySteps: expected a positive number"),
                error(
                        () -> new PiecewiseConstantDecay(List.of(2, 2), List.of(1, 2, 3)),
                        "PiecewiseConstantDecay.boundaries: expected growing steps, received [2, 2]"),
                error(
                        () -> new PiecewiseConstantDecay(List.of(2), List.of(1)),
                        "PiecewiseConstantDecay.values: expected one more than the boundaries"));
    }

    private static Arguments error(Supplier<?> made, String message) {
        return Arguments.of(made, message);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errors(Supplier<?> made, String message) {
        assertThatThrownBy(made::get).isInstanceOf(KerasException.class).hasMessageStartingWith(message);
    }
}
