package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static keras4j.Args.weightedMetrics;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import keras4j.activations.Relu;
import keras4j.callbacks.BackupAndRestore;
import keras4j.callbacks.EarlyStopping;
import keras4j.callbacks.LearningRateScheduler;
import keras4j.callbacks.ReduceLROnPlateau;
import keras4j.callbacks.TensorBoard;
import keras4j.callbacks.TerminateOnNaN;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.layers.Activation;
import keras4j.layers.AveragePooling2D;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv1D;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dot;
import keras4j.layers.Dropout;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.GlobalAveragePooling1D;
import keras4j.layers.GlobalAveragePooling2D;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.LeakyReLU;
import keras4j.layers.MaxPooling1D;
import keras4j.layers.MaxPooling2D;
import keras4j.layers.Maximum;
import keras4j.layers.Multiply;
import keras4j.layers.Normalization;
import keras4j.layers.PReLU;
import keras4j.layers.Rescaling;
import keras4j.layers.Softmax;
import keras4j.losses.BinaryCrossentropy;
import keras4j.metrics.AUC;
import keras4j.metrics.CosineSimilarity;
import keras4j.metrics.F1Score;
import keras4j.metrics.FBetaScore;
import keras4j.metrics.MetricFunction;
import keras4j.metrics.OneHotIoU;
import keras4j.metrics.OneHotMeanIoU;
import keras4j.metrics.PearsonCorrelation;
import keras4j.metrics.Precision;
import keras4j.metrics.PrecisionAtRecall;
import keras4j.metrics.R2Score;
import keras4j.metrics.Recall;
import keras4j.metrics.RecallAtPrecision;
import keras4j.metrics.RootMeanSquaredError;
import keras4j.metrics.SensitivityAtSpecificity;
import keras4j.metrics.TopKCategoricalAccuracy;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adadelta;
import keras4j.optimizers.Adafactor;
import keras4j.optimizers.Adagrad;
import keras4j.optimizers.Adam;
import keras4j.optimizers.AdamW;
import keras4j.optimizers.Adamax;
import keras4j.optimizers.Ftrl;
import keras4j.optimizers.Lamb;
import keras4j.optimizers.Lion;
import keras4j.optimizers.LossScaleOptimizer;
import keras4j.optimizers.MultiOptimizer;
import keras4j.optimizers.Muon;
import keras4j.optimizers.Nadam;
import keras4j.optimizers.OptimizerMap;
import keras4j.optimizers.RMSprop;
import keras4j.optimizers.SGD;
import keras4j.optimizers.ScheduleFreeAdamW;
import keras4j.optimizers.schedules.CosineDecay;
import keras4j.ports.Dcgan;
import keras4j.ports.Vae;
import keras4j.ports.WganGp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of training, and a prediction into an array, allocate nothing once they have run. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 60;

    /**
     * Counts what the steps of an epoch allocate, the last and smaller batch included: the fewest bytes of all epochs, since
     * the machine itself allocates now and then as it compiles.
     */
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
            if (batch == STEPS - 1) {
                bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }
    }

    private static Dataset data(int features, int rows) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] x = new float[rows][features];
        float[] y = new float[rows];
        float[] weights = new float[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < features; j++) {
                x[i][j] = (float) random.nextDouble();
            }
            y[i] = random.nextInt(2);
            weights[i] = 1 + i % 2;
        }
        return Dataset.of(x, y).sampleWeight(weights);
    }

    private static Stream<Arguments> trainings() {
        return Stream.of(
                Arguments.of(new Adam().amsgrad(true).clipnorm(1), "binary_crossentropy", 11, 6, 1),
                Arguments.of(new AdamW().globalClipnorm(1), "sparse_categorical_crossentropy", 11, 6, 3),
                Arguments.of(new SGD().momentum(0.9).clipvalue(1), "mse", 11, 6, 1),
                Arguments.of(new RMSprop().momentum(0.5).centered(true), "mae", 11, 6, 1),
                Arguments.of(new SGD(), "huber", 300, 100, 1),
                Arguments.of(new SGD().learningRate(new CosineDecay(0.1, 100).warmupTarget(0.2)), "mse", 11, 6, 1),
                Arguments.of(new Adamax().useEma(true).emaOverwriteFrequency(3), "mse", 11, 6, 1),
                Arguments.of(new Nadam().gradientAccumulationSteps(4), "mse", 11, 6, 1),
                Arguments.of(new Adagrad().weightDecay(0.1).excludeFromWeightDecay("bias"), "mse", 11, 6, 1),
                Arguments.of(new Adadelta(), "mse", 11, 6, 1),
                Arguments.of(new Ftrl().learningRatePower(-0.6), "mse", 11, 6, 1),
                Arguments.of(new Lion(), "mse", 11, 6, 1),
                Arguments.of(new Adafactor(), "mse", 11, 6, 1),
                Arguments.of(new Lamb(), "mse", 11, 6, 1),
                Arguments.of(new Muon(), "mse", 11, 6, 1),
                Arguments.of(new Muon(), "mse", 60, 50, 1),
                Arguments.of(new ScheduleFreeAdamW().warmupSteps(20), "mse", 11, 6, 1),
                Arguments.of(new LossScaleOptimizer(new SGD()), "mse", 11, 6, 1),
                Arguments.of(
                        new MultiOptimizer(new OptimizerMap(new SGD()).put(".*/dense/.*", new Adam())),
                        "mse",
                        11,
                        6,
                        1));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void aStep(Optimizer optimizer, String loss, int features, int units, int outputs) {
        Sequential model = new Sequential(
                new Input(features),
                new Normalization(),
                new Dense(units).activation("relu").kernelRegularizer("l2").kernelConstraint("max_norm"),
                new Dropout(0.1),
                new Dense(units).activation("tanh"),
                new Dense(outputs),
                new Activation(outputs == 1 ? "sigmoid" : "softmax"));
        Object[] more = outputs == 1 ? new Object[] {new AUC(), new Precision(), new Recall()} : new Object[0];
        model.compile(optimizer(optimizer), loss(loss), metrics("accuracy", more), weightedMetrics("accuracy"));
        Counter counter = new Counter();
        model.fit(data(features, STEPS * 32 - 5), batchSize(32), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    /** The callbacks' own work of a step is none, or writes numbers into a buffer that is there. */
    @Test
    void aStepWithTenMetricsAndCallbacks(@TempDir Path folder) {
        Sequential model =
                new Sequential(new Input(11), new Dense(6).activation("relu"), new Dense(1).activation("sigmoid"));
        model.compile(
                optimizer(new Adam()),
                loss("binary_crossentropy"),
                metrics(
                        "accuracy",
                        "mse",
                        "mae",
                        "hinge",
                        "poisson",
                        "squared_hinge",
                        "mape",
                        new AUC(),
                        new Precision(),
                        new Recall()));
        Counter counter = new Counter();
        model.fit(
                data(11, STEPS * 32 - 5),
                batchSize(32),
                epochs(10),
                callbacks(
                        counter,
                        new TensorBoard().logDir(folder).updateFreq(1).writeStepsPerSecond(true),
                        new LearningRateScheduler(epoch -> 0.01 / (epoch + 1)),
                        new TerminateOnNaN(),
                        new ReduceLROnPlateau().monitor("loss"),
                        new BackupAndRestore(folder.resolve("backup")).saveFreq(1000)),
                verbose(0));
        assertThat(counter.bytes).isZero();
    }

    /** A schedule, metrics that keep counts, predictions or several numbers, and callbacks. */
    @Test
    void aStepWithAScheduleMetricsAndCallbacks(@TempDir Path folder) {
        Sequential model =
                new Sequential(new Input(11), new Dense(6).activation("relu"), new Dense(3).activation("softmax"));
        model.compile(
                optimizer(new AdamW()
                        .learningRate(
                                new CosineDecay(0.01, 300).warmupTarget(0.02).warmupSteps(30))),
                loss("categorical_crossentropy"),
                metrics(
                        new AUC().thresholds(0.2, 0.4, 0.6).curve("PR"),
                        new AUC().multiLabel(true).numLabels(3),
                        new F1Score().average(null),
                        new FBetaScore().average("macro").threshold(0.4),
                        new OneHotMeanIoU(3),
                        new OneHotIoU(3, 0, 2),
                        new R2Score(),
                        new PearsonCorrelation(),
                        new PrecisionAtRecall(0.5),
                        new RecallAtPrecision(0.4),
                        new SensitivityAtSpecificity(0.5),
                        new TopKCategoricalAccuracy().k(2),
                        new Precision().thresholds(0.3, 0.6),
                        new Recall().topK(2).classId(1),
                        new CosineSimilarity()),
                weightedMetrics(new F1Score(), new R2Score(), new AUC()));
        Dataset data = data(11, STEPS * 32 - 5);
        float[][] classes = new float[data.size()][3];
        float[] weights = new float[classes.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i][i % 3] = 1;
            weights[i] = 1 + i % 2;
        }
        Counter counter = new Counter();
        model.fit(
                Dataset.of(data.x(), classes).sampleWeight(weights),
                batchSize(32),
                epochs(10),
                callbacks(
                        counter,
                        new TensorBoard().logDir(folder).updateFreq(1),
                        new TerminateOnNaN(),
                        new EarlyStopping().monitor("loss").patience(10)),
                verbose(0));
        assertThat(counter.bytes).isZero();
    }

    @Test
    void aStepWithALossOfOnesOwn() {
        Sequential model = new Sequential(new Input(11), new Dense(1));
        model.compile(
                optimizer("sgd"),
                loss((yTrue, yPred) -> Ops.mean(Ops.square(yTrue.minus(yPred)), -1)),
                metrics(MetricFunction.of("own", (yTrue, yPred) -> Ops.mean(yPred, -1))));
        Counter counter = new Counter();
        model.fit(data(11, STEPS * 200 - 5), batchSize(200), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    @Test
    void aStepOfAGraph() {
        Symbol x = input(11);
        Dense shared = new Dense(6).activation("tanh");
        Symbol a = shared.apply(x);
        Symbol b = new Dense(11).apply(a);
        Symbol c = new Multiply().apply(new Maximum().apply(shared.apply(b), a), new Dense(1).apply(a));
        Symbol d = new Concatenate().apply(new Dot(1).normalize(true).apply(a, c), c);
        Model model = new Model(x, new Dense(1).activation("sigmoid").apply(d));
        model.compile(optimizer("adam"), loss("binary_crossentropy"), metrics("accuracy"));
        Counter counter = new Counter();
        model.fit(data(11, STEPS * 32 - 5), batchSize(32), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    @Test
    void aStepOfImages() {
        Sequential model = new Sequential(
                new Input(8, 6, 2),
                new Conv2D(4, 3).padding("same").activation("relu"),
                new BatchNormalization(),
                new MaxPooling2D(),
                new Conv2D(4, 2).groups(2),
                new AveragePooling2D(2).strides(1),
                new Conv2D(2, 1),
                new GlobalAveragePooling2D(),
                new Dense(1).activation("sigmoid"));
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        Counter counter = new Counter();
        Dataset rows = data(96, STEPS * 32 - 5);
        Dataset images = Dataset.of(rows.x().reshape(rows.size(), 8, 6, 2), rows.y());
        model.fit(images, batchSize(32), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    @Test
    void aStepOfWindowsOverTime() {
        Sequential model = new Sequential(
                new Input(11),
                new Embedding(3, 4).maskZero(true),
                new Rescaling(2).offset(1),
                new PReLU().activityRegularizer("l2"),
                new LeakyReLU(),
                new GlobalAveragePooling1D().keepdims(true),
                new Conv1D(4, 1).padding("causal").activation(new Relu().maxValue(1)),
                new Softmax().axis(1),
                new MaxPooling1D(1),
                new Flatten(),
                new Dense(1).activation("sigmoid"));
        model.compile(
                optimizer("adam"),
                loss(new BinaryCrossentropy().reduction("mean_with_sample_weight")),
                metrics("binary_crossentropy", new RootMeanSquaredError()));
        Counter counter = new Counter();
        model.fit(words(STEPS * 32 - 5), batchSize(32), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    /** Small and large, with all that takes memory of its own. */
    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void aStepOverTime(int units) {
        Sequential model = new Sequential(
                new Input(11),
                new Embedding(3, 4).maskZero(true),
                new LSTM(units).returnSequences(true).dropout(0.2).recurrentDropout(0.2),
                new LSTM(units).activation("softsign"),
                new Dense(1).activation("sigmoid"));
        model.compile(optimizer("adam"), loss("binary_crossentropy"), metrics("accuracy"));
        Counter counter = new Counter();
        model.fit(words(STEPS * 32 - 5), batchSize(32), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    /** Steps that models describe themselves. */
    @Test
    void aStepOfOnesOwn() {
        int samples = STEPS * 8 - 3;
        assertAllocatesNothing(Vae.make(), Vae.data(samples));
        assertAllocatesNothing(Dcgan.make(), Dcgan.data(samples));
        assertAllocatesNothing(WganGp.make(), WganGp.data(samples));
    }

    private static void assertAllocatesNothing(Model model, Dataset data) {
        Counter counter = new Counter();
        model.fit(data, batchSize(8), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).as(model.getName()).isZero();
    }

    /** An encoder and a decoder that begins with its states. */
    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void aStepWithStates(int units) {
        Symbol x = Args.input(11);
        Symbol words = new Embedding(3, 4).apply(x);
        List<Symbol> encoded = new LSTM(units).returnState(true).applyAll(words);
        Symbol decoded = new LSTM(units).apply(words, encoded.get(1), encoded.get(2));
        Model model = new Model(x, new Dense(1).activation("sigmoid").apply(decoded));
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        Counter counter = new Counter();
        model.fit(words(STEPS * 32 - 5), batchSize(32), epochs(10), callbacks(counter), verbose(0));
        assertThat(counter.bytes).isZero();
    }

    private static Dataset words(int rows) {
        float[][] x = new float[rows][11];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = i % 2;
            for (int j = 0; j < 11; j++) {
                x[i][j] = (i + j) % 3;
            }
        }
        return Dataset.of(x, y);
    }

    private static Stream<Layer<?>> layers() {
        return Stream.of(new Dense(6).activation("relu"), new Dense(2000).activation("relu"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aPrediction(Layer<?> layer) {
        Predictor predictor = new Sequential(new Input(11), layer, new Dense(1).activation("sigmoid")).predictor();
        float[] x = new float[11];
        float[] y = new float[1];
        assertThat(fewestBytes(() -> predictor.predict(x, y))).isZero();
        float[][] inputs = {x};
        float[][] outputs = {y};
        assertThat(fewestBytes(() -> predictor.predictAll(inputs, outputs))).isZero();
    }

    /** What a hundred calls allocate, the fewest bytes of several such. */
    private static long fewestBytes(Runnable call) {
        long fewest = Long.MAX_VALUE;
        for (int k = 0; k < 10; k++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                call.run();
            }
            fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return fewest;
    }

    /** An array of one float is 24 bytes, one of eight 48. */
    @Test
    void predictOfOneSampleAllocatesItsResult() {
        Sequential model = new Sequential(new Input(11), new Dense(6).activation("relu"), new Dense(8));
        float[] x = new float[11];
        float[][] kept = new float[1][];
        assertThat(fewestBytes(() -> kept[0] = model.predict(x))).isEqualTo(4_800);
        assertThat(kept[0]).hasSize(8);
    }
}
