package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LearningRateSchedule;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Variable;
import keras4j.data.Dataset;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.layers.Dense;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.GradientOptimizer;
import keras4j.optimizers.LossScaleOptimizer;
import keras4j.optimizers.MultiOptimizer;
import keras4j.optimizers.OptimizerMap;
import keras4j.optimizers.SGD;
import keras4j.optimizers.Update;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Optimizers, the weights they are applied to, and what files have of them. */
class AppliedOptimizersTest {
    private static final float[][] X = {{1, 2, 3}, {3, 1, 2}};
    private static final float[][] Y = {{1}, {2}};

    @TempDir
    private Path folder;

    /** Its optimizer meets the first layer in batches of one sample only. */
    private static class Late extends Model {
        private final Dense one = new Dense(2);
        private final Dense two = new Dense(1);
        private final Optimizer optimizer;
        private boolean isTwiceLogged;

        Late(Optimizer optimizer) {
            this.optimizer = optimizer;
        }

        @Override
        protected Symbol call(Symbol x) {
            return two.apply(one.apply(x));
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol loss = mean(square(step.y().minus(apply(step.x(), training(true)))));
            List<Symbol> weights = new ArrayList<>(two.trainableWeights());
            if (step.x().dim(0) == 1) {
                weights.addAll(one.trainableWeights());
            }
            step.apply(optimizer == null ? getOptimizer() : optimizer, step.gradients(loss, weights), weights);
            step.log("error", loss);
            if (isTwiceLogged) {
                step.log("error", loss);
            }
        }
    }

    private static void fit(Model model) {
        model.fit(X, Y, verbose(0));
    }

    private static AppliedOptimizer saved(Model model, String path) {
        return model.trainer().savedOptimizers().get(path);
    }

    @Test
    void aFileIsWrittenWhileAStepIsDescribed() throws Exception {
        Sequential model = new Sequential(new Dense(1).inputDim(3));
        Network network = model.network();
        AppliedOptimizer applied = new AppliedOptimizer(new Adam());
        AtomicReference<Object> values = new AtomicReference<>();
        Thread describing = new Thread(() -> applied.on(network, network.trainable()));
        describing.setDaemon(true);
        Thread writing = new Thread(() -> {
            network.lock();
            try {
                describing.start();
                while (describing.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                values.set(applied.values());
            } finally {
                network.unlock();
            }
        });
        writing.setDaemon(true);
        writing.start();
        writing.join(20_000);
        describing.join(20_000);
        assertThat(values.get()).isNotNull();
        assertThat(applied.isKnown()).isTrue();
    }

    private static List<Optimizer> madeOfOthers(double rate) {
        return List.of(
                new LossScaleOptimizer(new Adam().learningRate(rate)),
                new MultiOptimizer(new OptimizerMap(new Adam().learningRate(rate)).put(".*bias", new SGD())));
    }

    private static byte[] littleEndian(float value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    /** Another number in all places of a file where one is. */
    private static void replace(Path file, float from, float to) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        byte[] old = littleEndian(from);
        int found = 0;
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + 4, old, 0, 4)) {
                System.arraycopy(littleEndian(to), 0, bytes, i, 4);
                found++;
            }
        }
        assertThat(found).isPositive();
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -1, Float.POSITIVE_INFINITY})
    void aFileWithAnInnerLearningRateThatIsNoneChangesNothing(float rate) throws Exception {
        for (Optimizer rule : madeOfOthers(0.0123)) {
            Sequential model = new Sequential(new Dense(1).inputDim(3));
            model.compile(optimizer(rule), loss("mse"));
            fit(model);
            Path file = folder.resolve("rate.weights.h5");
            model.saveWeights(file);
            replace(file, 0.0123f, rate);
            fit(model);
            List<INDArray> before = model.getWeights();
            long taken = model.trainer().optimizer().taken();
            assertThatThrownBy(() -> model.loadWeights(file))
                    .isInstanceOf(KerasException.class)
                    .hasMessageContaining("Adam.learningRate: expected a number of at least 0, received " + rate);
            assertThat(model.getWeights()).isEqualTo(before);
            assertThat(model.trainer().optimizer().taken()).isEqualTo(taken);
        }
    }

    /** Remembers far more than any other. */
    private static final class Greedy extends GradientOptimizer<Greedy> {
        Greedy() {
            super(0.1);
        }

        @Override
        protected List<List<String>> slots() {
            List<List<String>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(List.of("slot" + i));
            }
            return all;
        }

        @Override
        protected void update(Update at, int from, int to) {}

        @Override
        public void config(Config config) {
            super.config(config);
        }
    }

    @Test
    void aFileWithMoreThanAnOptimizerCanRememberIsRefused() {
        Late greedy = new Late(new Greedy());
        greedy.compile();
        greedy.fit(X, Y, batchSize(1), verbose(0));
        Path file = folder.resolve("greedy.weights.h5");
        greedy.saveWeights(file);
        Late model = new Late(new Adam());
        model.compile();
        model.predict(X);
        assertThatThrownBy(() -> model.loadWeights(file))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining(
                        "optimizer/vars: expected at most " + 16 * model.countParams() + " numbers in all");
    }

    @Test
    void sumsOfAllPartsBeginAnewWhenOneIsComplete() {
        float[] weights = {0, 0};
        Variable a = new Variable("a", "a", Shape.of(1), 0, null);
        Variable b = new Variable("b", "b", Shape.of(1), 1, null);
        OptimizerState state =
                new SGD().learningRate(1).gradientAccumulationSteps(3).state(weights, List.of(a, b));
        for (int i = 0; i < 6; i++) {
            state.step(state.part(List.of(i % 2 == 0 ? a : b)), weights, new float[] {3, 3});
        }
        // Third: a, of two gradients; then the sum of b is 0 again. Sixth: b, of two.
        assertThat(weights).containsExactly(-2, -2);
    }

    @Test
    void anOptimizerThatACompiledModelNoLongerHasIsLetGo() {
        Late model = new Late(null);
        Optimizer first = new Adam();
        model.compile(optimizer(first));
        fit(model);
        Optimizer former = model.getOptimizer();
        model.compile(optimizer(new SGD()));
        fit(model);
        Map<Optimizer, AppliedOptimizer> known = model.trainer()
                .steps()
                .optimizers(model.trainer().network(), model.trainer().applied());
        assertThat(known).hasSize(1).doesNotContainKey(former);
    }

    @Test
    void plansOfTheSameWeightsShareThem() {
        Network network = new Sequential(new Dense(1).inputDim(3)).network();
        for (Optimizer rule : List.of(new Adam(), madeOfOthers(0.1).get(1))) {
            OptimizerState state = network.optimizerState(rule);
            assertThat(state.part(network.variables(network.trainable())))
                    .isSameAs(state.part(network.variables(network.trainable())));
        }
        assertThat(network.variables(network.trainable()))
                .isEqualTo(network.variables(network.trainable()))
                .hasSameHashCodeAs(network.variables(network.trainable()));
    }

    /** The loss depends on the first output alone. */
    private static final class Halves extends Model {
        private final Dense one = new Dense(1);
        private final Dense two = new Dense(1);

        @Override
        protected List<Symbol> call(List<Symbol> x) {
            return List.of(one.apply(x.get(0)), two.apply(x.get(0)));
        }

        @Override
        protected Symbol computeLoss(Step step, List<Symbol> yPred) {
            return mean(square(step.y().minus(yPred.get(0))));
        }
    }

    @Test
    void theOptimizerOfCompileKnowsAllWeightsThatAreTrainable() {
        Halves model = new Halves();
        model.compile(optimizer(new Adam()));
        fit(model);
        // The steps taken, the learning rate, and two values for each of four weights, as Keras writes them.
        assertThat(saved(model, "optimizer").values().values()).hasSize(10);
        Path file = folder.resolve("halves.weights.h5");
        model.saveWeights(file);
        Halves other = new Halves();
        other.compile(optimizer(new Adam()));
        other.predictAll(Dataset.of(X));
        other.loadWeights(file);
        fit(other);
        assertThat(other.trainer().optimizer().iterations()).isEqualTo(2);
    }

    @Test
    void averagesOfWeightsThatComeLaterBeginWithThem() {
        for (Optimizer own : List.of(
                new SGD().learningRate(0).useEma(true),
                new LossScaleOptimizer(new SGD().learningRate(0).useEma(true)),
                new MultiOptimizer(new OptimizerMap(new SGD().learningRate(0).useEma(true))))) {
            Late model = new Late(own);
            model.compile();
            fit(model);
            model.fit(X, Y, batchSize(1), epochs(2), shuffle(false), verbose(0));
            AppliedOptimizer applied = saved(model, "optimizer");
            OptimizerState state = applied.state();
            List<Variable> variables = applied.variables();
            if (!state.inner(variables).isEmpty()) {
                state = state.inner(variables).get(0).state();
            }
            assertThat(variables).hasSize(4);
            float[] weights = model.trainer().network().copy();
            for (OptimizerState.Remembered average : state.remembered(variables).subList(0, 4)) {
                for (int i = average.from();
                        i < average.from() + average.shape().size();
                        i++) {
                    assertThat(average.values()[i]).isCloseTo(weights[i], within(1e-6f));
                }
            }
        }
    }

    @Test
    void aDescriptionThatFailsTellsTheOptimizerOfNoWeights() {
        Late model = new Late(new Adam());
        model.compile();
        fit(model);
        model.isTwiceLogged = true;
        assertThatThrownBy(() -> model.fit(X, Y, batchSize(1), verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("each name once");
        assertThat(saved(model, "optimizer").variables()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
    void aScheduleThatGivesNoLearningRateIsAnError(double rate) {
        LearningRateSchedule schedule = new LearningRateSchedule() {
            @Override
            public double at(long step) {
                return step < 1 ? 0.1 : rate;
            }

            @Override
            public void config(Config config) {}
        };
        Sequential model = new Sequential(new Dense(1).inputDim(3));
        model.compile(optimizer(new SGD().learningRate(schedule)), loss("mse"));
        assertThatThrownBy(() -> model.fit(X, Y, epochs(2), verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessage("SGD.learningRate: expected a schedule that gives numbers of at least 0, received " + rate);
    }

    @Test
    void theStepsOfALossScaleOptimizerAreThoseOfTheOneThatTakesThem() {
        Sequential model = new Sequential(new Dense(1).inputDim(3));
        model.compile(optimizer(new LossScaleOptimizer(new SGD())), loss("mse"));
        fit(model);
        assertThat(model.trainer().optimizer().taken()).isEqualTo(1);
        // In files its own are 0, as in Keras's.
        assertThat(saved(model, "optimizer").values().iterations()).isZero();
    }
}
