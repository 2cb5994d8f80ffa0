package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.normal;
import static keras4j.ops.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Embedding;
import keras4j.layers.Input;
import keras4j.losses.ElementwiseLoss;
import keras4j.losses.LossFunction;
import keras4j.losses.MeanSquaredError;
import keras4j.losses.Poisson;
import keras4j.losses.SparseCategoricalCrossentropy;
import keras4j.metrics.BinaryAccuracy;
import keras4j.metrics.Mean;
import keras4j.ops.Ops;
import keras4j.ops.SeedGenerator;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import keras4j.regularizers.L2;
import org.junit.jupiter.api.Test;

/** What a training step of a user's can do wrong, what is random in it, and what it allocates. */
class StepEdgesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static final class Own extends Model {
        private final Sequential net = new Sequential(new Dense(3).inputDim(2), new Dropout(0.5), new Dense(1));
        private final BiConsumer<Own, TrainStep> described;

        Own(BiConsumer<Own, TrainStep> described) {
            this.described = described;
        }

        @Override
        protected Symbol call(Symbol x) {
            return net.apply(x);
        }

        @Override
        protected void trainStep(TrainStep step) {
            described.accept(this, step);
        }
    }

    private static float[][] x(int rows) {
        float[][] all = new float[rows][2];
        for (int i = 0; i < rows; i++) {
            all[i][0] = i * 0.1f;
            all[i][1] = 1 - i * 0.05f;
        }
        return all;
    }

    private static void fails(BiConsumer<Own, TrainStep> described, String... words) {
        Own model = new Own(described);
        model.compile(optimizer("sgd"));
        assertThatThrownBy(() -> model.fit(x(4), epochs(1), verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void errorsTeach() {
        fails((m, s) -> s.gradients(square(m.apply(s.x())), m.trainableWeights()), "gradients", "one number", "(4, 1)");
        fails(
                (m, s) -> s.gradients(mean(square(s.x())), m.trainableWeights()),
                "depends on each of the symbols",
                "the weight kernel (2, 3)");
        fails((m, s) -> s.gradient(mean(m.apply(s.x())), s.x().times(2)), "depends on each");
        fails((m, s) -> m.computeLoss(s, List.of(m.apply(s.x()))), "a loss: that of compile(loss(..))", "none");
        fails(
                (m, s) -> {
                    List<Symbol> weights = m.trainableWeights();
                    List<Symbol> found = s.gradients(mean(m.apply(s.x())), weights);
                    s.apply(m.getOptimizer(), found.subList(0, 2), weights);
                },
                "apply",
                "2 gradients and 4 weights");
        fails((m, s) -> s.y(), "data with one y", "received 0");
        fails((m, s) -> s.log("a", m.apply(s.x())), "log(\"a\")", "one number");
        List<Symbol> kept = new ArrayList<>();
        new Own((m, s) -> {}).compile();
        Own first = new Own((m, s) -> kept.add(mean(m.apply(s.x()))));
        first.compile();
        first.fit(x(4), epochs(1), verbose(0));
        fails((m, s) -> s.log("a", kept.get(0)), "symbols of this step");
        fails(
                (m, s) -> s.apply(
                        m.getOptimizer(),
                        s.gradients(mean(first.apply(s.x())), first.trainableWeights()),
                        first.trainableWeights()),
                "in a field of it");
        Model plain = new Sequential(new Dense(1).inputDim(2));
        plain.compile(optimizer("sgd"));
        assertThatThrownBy(() -> plain.fit(x(4), verbose(0))).hasMessageContaining("a loss: that of compile(loss(..))");
    }

    private static void noisy(Own model, TrainStep step) {
        Symbol noise = normal(List.of(step.x().dim(0), 2), 0, 1, new SeedGenerator());
        Symbol loss = mean(square(model.apply(step.x().plus(noise), training(true))));
        step.apply(model.getOptimizer(), step.gradients(loss, model.trainableWeights()), model.trainableWeights());
        step.log("loss", loss);
        step.log("noise", mean(noise));
    }

    /** Two batches an epoch: the noise is that of the last. */
    @Test
    void randomNumbersAreNewForEachBatchAndFollowTheSeed() {
        List<List<Double>> all = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            Own model = new Own(StepEdgesTest::noisy);
            model.compile(optimizer("sgd"));
            all.add(model.fit(x(8), epochs(4), batchSize(4), verbose(0), Args.seed(seed))
                    .get("noise"));
        }
        assertThat(all.get(0)).doesNotHaveDuplicates().isEqualTo(all.get(1)).isNotEqualTo(all.get(2));
    }

    /** Counts what the steps of an epoch allocate, the smaller last batch included. */
    private static final class Counter extends Callback {
        private long before;
        private long bytes = Long.MAX_VALUE;

        @Override
        public void onTrainBatchBegin(int batch) {
            if (batch == 1) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
        }

        @Override
        public void onTrainBatchEnd(int batch, Logs logs) {
            if (batch == 39) {
                bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }
    }

    @Test
    void stepAllocatesNothing() {
        Mean mean = new Mean("mean_loss");
        Own model = new Own((m, s) -> {
            noisy(m, s);
            Symbol again = mean(square(m.apply(s.x(), training(true))));
            s.apply(m.getOptimizer(), s.gradients(again, m.trainableWeights()), m.trainableWeights());
            s.update(mean, again);
        });
        model.compile(optimizer("adam"));
        Counter counter = new Counter();
        model.fit(x(158), epochs(30), batchSize(4), verbose(0), callbacks(counter));
        assertThat(counter.bytes).isLessThan(200);
    }

    private static final class ByLoops extends ElementwiseLoss {
        @Override
        public String name() {
            return "by_loops";
        }

        @Override
        protected double loss(float y, float p) {
            return p - y;
        }

        @Override
        protected double gradient(float y, float p) {
            return 1;
        }
    }

    /** w = 1, x = 1, 2: the loss of q = 3wx as labels and p = wx is (2wx)^2, so its gradient is 8w mean(x^2) = 20. */
    @Test
    void lossesHaveGradientsByLabels() {
        Dense one = new Dense(1).useBias(false).kernelInitializer("ones").inputDim(1);
        Sequential net = new Sequential(one);
        for (Loss loss : List.of(new MeanSquaredError(), LossFunction.of((y, p) -> mean(square(y.minus(p)), -1)))) {
            Function gradient = Function.of(net, s -> {
                Symbol p = net.apply(s.x());
                return List.of(
                        s.gradient(s.loss(loss, p.times(3), p), one.weights().get(0)));
            });
            assertThat(gradient.call((Object) new float[][] {{1}, {2}}).get(0).values())
                    .containsExactly(20);
        }
        Function unknown = Function.of(net, s -> {
            Symbol p = net.apply(s.x());
            return List.of(s.gradient(
                    s.loss(new ByLoops(), p.times(3), p), one.weights().get(0)));
        });
        assertThatThrownBy(() -> unknown.call((Object) new float[][] {{1}, {2}}))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("stopGradient(yTrue)");
        Function stopped = Function.of(net, s -> {
            Symbol p = net.apply(s.x());
            Symbol labels = Ops.stopGradient(p.times(3));
            return List.of(
                    s.gradient(s.loss(new Poisson(), labels, p), one.weights().get(0)));
        });
        assertThat(stopped.call((Object) new float[][] {{1}, {2}}).get(0).values()[0])
                .isCloseTo(-3, within(1e-5f));
    }

    /** The second layer's gradient does not stand at the begin of all gradients. */
    @Test
    void gradientsOfPenaltiesStandWhereTheyAreToStand() {
        Dense first = new Dense(1).useBias(false).kernelInitializer("ones").inputDim(1);
        Dense second = new Dense(1).useBias(false).kernelInitializer("ones").kernelRegularizer(new L2(0.5));
        Sequential net = new Sequential(first, second);
        SGD sgd = new SGD().learningRate(0.1);
        Function step = Function.of(net, s -> {
            Symbol kernel = second.weights().get(0);
            Symbol penalty = s.losses().get(0);
            s.apply(sgd, s.gradients(penalty, List.of(kernel)), List.of(kernel));
            return List.of(first.weights().get(0), kernel);
        });
        List<Npy> all = step.call((Object) new float[][] {{1}});
        assertThat(all.get(0).values()).containsExactly(1);
        assertThat(all.get(1).values()[0]).isCloseTo(0.9f, within(1e-6f));
        Function losses = Function.of(net, s -> {
            Symbol kernel = second.weights().get(0);
            Symbol loss = s.loss(new MeanSquaredError(), s.x(), kernel);
            s.apply(sgd, s.gradients(loss, List.of(kernel)), List.of(kernel));
            return List.of(first.weights().get(0), kernel);
        });
        all = losses.call((Object) new float[][] {{0}});
        assertThat(all.get(0).values()).containsExactly(1);
        assertThat(all.get(1).values()[0]).isCloseTo(0.72f, within(1e-6f));
    }

    @Test
    void assignedWeightsAreReadFromThereOn() {
        Dense layer = new Dense(1).useBias(false).kernelInitializer("ones").inputDim(1);
        Dense target = new Dense(1).useBias(false).kernelInitializer("zeros");
        Sequential net = new Sequential(layer, target);
        SGD sgd = new SGD().learningRate(1);
        Function step = Function.of(net, s -> {
            Symbol kernel = layer.weights().get(0);
            Symbol before = kernel.times(1);
            s.apply(sgd, s.gradients(mean(layer.apply(s.x())), List.of(kernel)), List.of(kernel));
            s.assign(target.weights().get(0), kernel);
            s.assign(kernel, Ops.clip(kernel, -0.5, 0.5));
            return List.of(before, layer.apply(s.x()), target.weights().get(0));
        });
        List<Npy> all = step.call((Object) new float[][] {{4}});
        assertThat(all.get(0).values()).containsExactly(1);
        assertThat(all.get(1).values()).containsExactly(-2);
        assertThat(all.get(2).values()).containsExactly(-3);
        assertThat(net.getWeights().get(0).getFloat(0)).isEqualTo(-0.5f);
        fails((m, s) -> s.assign(s.x(), s.x()), "assign", "a weight of this model");
        fails((m, s) -> s.assign(m.trainableWeights().get(0), s.x()), "assign", "(2, 3)", "(4, 2)");
    }

    @Test
    void optimizersInFieldsGoOnForOtherLengthsAndInFunctions() {
        Dense layer = new Dense(1).useBias(false).kernelInitializer("zeros");
        Sequential net = new Sequential(new Input(Input.NONE, 1), layer);
        SGD sgd = new SGD().learningRate(1).momentum(0.5);
        Function.Description described = s -> {
            List<Symbol> weights = net.trainableWeights();
            s.apply(sgd, s.gradients(mean(net.apply(s.x())), weights), weights);
            return List.of(weights.get(0));
        };
        Function step = Function.of(net, described);
        assertThat(step.call((Object) new float[][][] {{{1}, {1}}}).get(0).values())
                .containsExactly(-1);
        assertThat(step.call((Object) new float[][][] {{{1}, {1}, {1}}}).get(0).values())
                .containsExactly(-2.5f);
        assertThat(Function.of(net, described)
                        .call((Object) new float[][][] {{{1}, {1}}})
                        .get(0)
                        .values())
                .containsExactly(-4.25f);
    }

    @Test
    void whatAStepMakesAnewIsAnError() {
        BiConsumer<Own, TrainStep> made = (m, s) -> {
            List<Symbol> weights = m.trainableWeights();
            s.apply(new SGD().momentum(0.9), s.gradients(mean(m.apply(s.x())), weights), weights);
        };
        for (BiConsumer<Own, TrainStep> each :
                List.<BiConsumer<Own, TrainStep>>of(made, (m, s) -> s.update(new Mean("n"), m.apply(s.x())))) {
            Own model = new Own(each);
            model.compile(optimizer("sgd"));
            assertThatThrownBy(() -> model.fit(x(6), epochs(1), batchSize(4), verbose(0)))
                    .isInstanceOf(KerasException.class)
                    .hasMessageContaining("kept in a field");
        }
    }

    @Test
    void metricsCheckWhatTheyAreTold() {
        fails((m, s) -> s.update(new BinaryAccuracy(), s.x(), m.apply(s.x())), "labels of shape", "(None, 2)");
        fails((m, s) -> s.update(new Mean("n"), m.apply(s.x()), s.x()), "a weight for each of 4 rows", "(4, 2)");
        fails((m, s) -> s.computeMetrics(mean(m.apply(s.x())), List.of()), "a prediction for each of the outputs");
        Mean mean = new Mean("before");
        Own model = new Own((m, s) -> {
            Symbol bias = m.trainableWeights().get(3);
            s.update(mean, bias);
            s.assign(bias, bias.plus(1));
        });
        model.compile(optimizer("sgd"));
        assertThat(model.fit(x(4), epochs(2), verbose(0)).get("before")).containsExactly(0.0, 1.0);
    }

    /** Predictions that are no outputs of a sigmoid have no logits. */
    @Test
    void metricsOfWhatIsNoOutputTakeProbabilities() {
        Dense layer = new Dense(1).useBias(false).activation("sigmoid").kernelInitializer("ones");
        Model model = new Model() {
            private final Dense own = layer;

            @Override
            protected Symbol call(Symbol x) {
                return own.apply(x);
            }

            @Override
            protected void testStep(Step step) {
                Symbol p = apply(step.x());
                step.computeMetrics(mean(p), List.of(p.plus(step.x()).times(0.5)));
            }
        };
        model.compile(loss("binary_crossentropy"), metrics("binary_crossentropy"));
        double p = (1 / (1 + Math.exp(-0.5)) + 0.5) / 2;
        assertThat(model.evaluate(new float[][] {{0.5f}}, new float[][] {{1}}, verbose(0))
                        .get("binary_crossentropy"))
                .isCloseTo(-Math.log(p), within(1e-6));
    }

    private static final class TwoHeads extends Model {
        private final Dense first = new Dense(1);
        private final Dense second = new Dense(1);

        @Override
        protected List<Symbol> call(List<Symbol> inputs) {
            return List.of(first.apply(inputs.get(0)), second.apply(inputs.get(0)));
        }

        @Override
        protected Symbol computeLoss(Step step, List<Symbol> yPred) {
            return mean(square(yPred.get(0)));
        }
    }

    /** The second head is not trained; the losses of compile are not asked for. */
    @Test
    void unusedHeadsAreLeftOut() {
        TwoHeads model = new TwoHeads();
        model.compile(optimizer("sgd"), loss("mse"));
        model.fit(Dataset.of(x(4)), epochs(1), verbose(0));
        assertThat(model.fit(Dataset.of(List.of((Object) x(4)), List.of(new float[4][1], new float[4][1])), verbose(0))
                        .history()
                        .keySet())
                .containsExactly("loss");
        assertThatThrownBy(() ->
                        model.gradients(Dataset.of(List.of((Object) x(4)), List.of(new float[4][1], new float[4][1]))))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("loss of compile alone");
    }

    @Test
    void outputsHaveARowForEachSampleAndMetricsNeedLabels() {
        Model half = new Model() {
            private final Dense layer = new Dense(1);

            @Override
            protected Symbol call(Symbol x) {
                return layer.apply(x);
            }

            @Override
            protected List<Symbol> predictStep(Step step) {
                return List.of(Ops.slice(apply(step.x()), new int[] {0, 0}, 2, 1));
            }
        };
        assertThatThrownBy(() -> half.predict(x(4)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("outputs of 4 samples");
        Own model = new Own((m, s) -> {
            Symbol yPred = m.apply(s.x());
            s.computeMetrics(mean(yPred), List.of(yPred));
        });
        model.compile(optimizer("sgd"), metrics("mae"));
        assertThatThrownBy(() -> model.fit(x(4), verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("labels for the metric mae");
    }

    /** Of the predictions 1, 1 and 3, of which the last is masked. */
    @Test
    void lossesReadTheMaskOfPredictions() {
        Sequential net =
                new Sequential(new Input(3), new Embedding(3, 1).maskZero(true).embeddingsInitializer("ones"));
        Function both = Function.of(net, s -> {
            Symbol p = net.apply(s.x(0));
            return List.of(new MeanSquaredError().apply(s.x(1), p), s.loss(new MeanSquaredError(), s.x(1), p));
        });
        for (Npy loss : both.call(new float[][] {{1, 2, 0}}, new float[][][] {{{0}, {2}, {9}}})) {
            assertThat(loss.values()[0]).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void randomNumbersAreNewWhereDataAlternate() {
        SeedGenerator seeds = new SeedGenerator(7);
        Own model = new Own((m, s) -> s.log("noise", mean(normal(List.of(s.x().dim(0), 2), 0, 1, seeds))));
        model.compile(optimizer("sgd"));
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(model.trainOnBatch(Dataset.of(x(4))).get("noise"));
            all.add(model.trainOnBatch(x(4), new float[4][1]).get("noise"));
        }
        assertThat(all).doesNotHaveDuplicates();
    }

    private static Own counted(int[] described) {
        Own model = new Own((m, s) -> {
            described[0]++;
            Symbol loss = mean(square(m.apply(s.x(), training(true))));
            s.apply(m.getOptimizer(), s.gradients(loss, m.trainableWeights()), m.trainableWeights());
            s.log("loss", loss);
        });
        model.compile(optimizer("sgd"));
        return model;
    }

    /** Seven kinds of batches, one after the other, each described once. */
    @Test
    void stepsAreKeptWhereDataAlternate() {
        int[] described = new int[1];
        Own model = counted(described);
        for (int i = 0; i < 3; i++) {
            model.fit(x(10), epochs(2), batchSize(4), verbose(0));
            model.trainOnBatch(Dataset.of(x(3)));
            model.trainOnBatch(x(4), new float[4][1]);
            model.trainOnBatch(x(4), new float[4][2]);
            model.trainOnBatch(Dataset.of(x(4), new float[4][1]).sampleWeight(new float[] {1, 1, 1, 1}));
            model.trainOnBatch(Dataset.of(x(4), new float[4][2]).sampleWeight(new float[] {1, 1, 1, 1}));
        }
        assertThat(described[0]).isEqualTo(7);
        for (int rows = 20; rows < 28; rows++) {
            model.trainOnBatch(Dataset.of(x(rows)));
        }
        assertThat(described[0]).isEqualTo(15);
        model.trainOnBatch(Dataset.of(x(3)));
        assertThat(described[0]).isEqualTo(16);
    }

    @Test
    void stepsAreKeptWhereLengthsAlternate() {
        int[] described = new int[1];
        Model model = new Model() {
            private final Sequential net = new Sequential(new Input(Input.NONE, 2), new Dense(1));

            private Symbol loss(Step step) {
                described[0]++;
                Symbol loss = mean(square(net.apply(step.x()).minus(step.y())));
                step.log("loss", loss);
                return loss;
            }

            @Override
            protected void trainStep(TrainStep step) {
                step.apply(getOptimizer(), step.gradients(loss(step), trainableWeights()), trainableWeights());
            }

            @Override
            protected void testStep(Step step) {
                loss(step);
            }
        };
        model.compile(optimizer("adam"));
        for (int i = 0; i < 3; i++) {
            for (int length = 2; length < 5; length++) {
                Dataset data = Dataset.of(new float[4][length][2], new float[4][length][1]);
                Dataset longer = Dataset.of(new float[4][length + 1][2], new float[4][length + 1][1]);
                model.fit(data, epochs(1), Args.validationData(longer), verbose(0));
            }
        }
        assertThat(described[0]).isEqualTo(6);
    }

    /** Measures what the steps of two fits allocate, whose data alternate. */
    @Test
    void alternatingDataAllocateNothingAfterTheFirst() {
        int[] described = new int[1];
        Own model = counted(described);
        Counter counter = new Counter();
        for (int i = 0; i < 20; i++) {
            model.fit(x(158), epochs(1), batchSize(4), verbose(0), callbacks(counter));
            model.fit(x(159), new float[159][1], epochs(1), batchSize(4), verbose(0), callbacks(counter));
        }
        assertThat(counter.bytes).isLessThan(200);
        assertThat(described[0]).isEqualTo(4);
    }

    @Test
    void whatIsWrongWithMetricsIsSaidBeforeTheFirstStep() {
        for (BiConsumer<Own, TrainStep> wrong : List.<BiConsumer<Own, TrainStep>>of(
                (m, s) -> s.computeMetrics(mean(m.apply(s.x())), List.of(m.apply(s.x()))), (m, s) -> {
                    s.log("twice", mean(m.apply(s.x())));
                    s.log("twice", mean(m.apply(s.x())));
                })) {
            Own model = new Own((m, s) -> {
                Symbol loss = mean(square(m.apply(s.x(), training(true))));
                s.apply(m.getOptimizer(), s.gradients(loss, m.trainableWeights()), m.trainableWeights());
                wrong.accept(m, s);
            });
            model.compile(optimizer("sgd"), metrics("mae"));
            model.build(2);
            float[] before = model.getWeights().get(0).dup().data().asFloat();
            assertThatThrownBy(() -> model.fit(x(4), verbose(0))).isInstanceOf(KerasException.class);
            assertThat(model.getWeights().get(0).dup().data().asFloat()).containsExactly(before);
            assertThat(model.getOptimizer()).isNotNull();
        }
    }

    /** As of a model that only compile was told of: it is the last batch that has a class number that there is not. */
    @Test
    void labelsAreLookedAtBeforeTheFirstStep() {
        for (BiConsumer<Own, TrainStep> described : List.<BiConsumer<Own, TrainStep>>of(
                (m, s) -> minimize(m, s, m.computeLoss(s, List.of(m.apply(s.x())))),
                (m, s) -> minimize(m, s, s.computeLoss(m.apply(s.x()))),
                (m, s) -> minimize(m, s, s.loss(new SparseCategoricalCrossentropy(), s.y(), m.apply(s.x()))))) {
            Own model = new Own(described);
            model.compile(optimizer("sgd"), loss("sparse_categorical_crossentropy"));
            model.build(2);
            float[] before = model.getWeights().get(2).dup().data().asFloat();
            float[][] y = new float[10][1];
            y[9][0] = 1;
            assertThatThrownBy(() -> model.fit(x(10), y, batchSize(4), epochs(1), shuffle(false), verbose(0)))
                    .isInstanceOf(KerasException.class)
                    .hasMessageContaining("class numbers from 0 to 0")
                    .hasMessageEndingWith("received 1.0 in row 9");
            assertThatThrownBy(() -> model.trainOnBatch(x(10), y)).hasMessageContaining("in row 9");
            assertThat(model.getWeights().get(2).dup().data().asFloat()).containsExactly(before);
            y[9][0] = 0;
            model.fit(x(10), y, batchSize(4), epochs(1), verbose(0));
        }
    }

    private static void minimize(Own model, TrainStep step, Symbol loss) {
        step.minimize(model.getOptimizer(), loss, model.trainableWeights());
        step.log("loss", loss);
    }

    /** What a function has trained goes on, also where another layer is frozen afterwards. */
    @Test
    void functionsThatApplyTheOptimizerTrainTheModel() {
        Dense first = new Dense(1).kernelInitializer("ones").inputDim(1);
        Dense second = new Dense(1).kernelInitializer("ones");
        Sequential net = new Sequential(first, second);
        net.compile(optimizer(new SGD().learningRate(1).momentum(0.5)), loss("mse"));
        Function step = Function.of(net, s -> {
            List<Symbol> weights = List.of(first.weights().get(0));
            s.apply(net.getOptimizer(), s.gradients(mean(first.apply(s.x())), weights), weights);
            return List.of(first.weights().get(0));
        });
        assertThat(net.optimizerAtWork()).isNull();
        assertThat(step.call((Object) new float[][] {{1}}).get(0).values()).containsExactly(0);
        assertThat(net.optimizerAtWork()).isNotNull();
        second.trainable(false);
        net.evaluate(new float[][] {{1}}, new float[][] {{1}}, verbose(0));
        assertThat(step.call((Object) new float[][] {{1}}).get(0).values()).containsExactly(-1.5f);
    }
}
