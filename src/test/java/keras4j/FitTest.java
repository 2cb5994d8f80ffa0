package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.classWeight;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.sampleWeight;
import static keras4j.Args.shuffle;
import static keras4j.Args.steps;
import static keras4j.Args.stepsPerEpoch;
import static keras4j.Args.validationData;
import static keras4j.Args.validationSplit;
import static keras4j.Args.validationSteps;
import static keras4j.Args.verbose;
import static keras4j.Args.weightedMetrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.callbacks.EarlyStopping;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.BatchStream;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.metrics.AUC;
import keras4j.metrics.BinaryAccuracy;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;

/** Weights, streams, steps and batches of fit and its companions. */
class FitTest {
    private static final float[][] X = {{1, 2}, {3, -1}, {0, 1}, {2, 2}, {-1, 3}, {1, 1}};
    private static final float[] Y = {0, 1, 1, 0, 1, 0};

    private static Sequential model() {
        Sequential model = new Sequential(new Input(2), new Dense(1).activation("sigmoid"));
        model.setWeights(List.of(NdArrays.of(new float[] {0.5f, -0.3f}, 2, 1), NdArrays.of(new float[] {0.1f}, 1)));
        model.compile(optimizer(new SGD().learningRate(0.5)), loss("mse"), metrics("accuracy"));
        return model;
    }

    private static float[] weights(Model model) {
        return NdArrays.floats(model.getWeights().get(0));
    }

    private static BatchStream stream(int... sizes) {
        return BatchStream.of(() -> {
            List<Dataset> batches = new ArrayList<>();
            int from = 0;
            for (int size : sizes) {
                batches.add(Dataset.of(X, Y).slice(from, from + size));
                from += size;
            }
            return batches.iterator();
        });
    }

    @Test
    void aWeightOfTwoIsASampleTwice() {
        Sequential once = model();
        once.trainOnBatch(Dataset.of(X, Y), sampleWeight(new float[] {2, 0, 1, 1, 1, 1}));
        Sequential twice = model();
        float[][] x = {X[0], X[0], X[2], X[3], X[4], X[5]};
        twice.trainOnBatch(x, new float[] {Y[0], Y[0], Y[2], Y[3], Y[4], Y[5]});
        assertThat(weights(once)).containsExactly(weights(twice), within(1e-6f));
    }

    @Test
    void classWeightsAreSampleWeights() {
        Sequential byClass = model();
        byClass.fit(X, Y, classWeight(Map.of(0, 0.5, 1, 3.0)), shuffle(false), batchSize(4), verbose(0));
        Sequential bySample = model();
        bySample.fit(
                X, Y, sampleWeight(new float[] {0.5f, 3, 3, 0.5f, 3, 0.5f}), shuffle(false), batchSize(4), verbose(0));
        assertThat(weights(byClass)).containsExactly(weights(bySample));
        Sequential neither = model();
        neither.fit(X, Y, shuffle(false), batchSize(4), verbose(0));
        assertThat(weights(byClass)).isNotEqualTo(weights(neither));
    }

    /** An evaluation in the midst of an epoch, by a callback or another thread, gathers for itself. */
    @Test
    void metricObjectsAreNotShared() {
        AUC given = new AUC();
        List<Double> found = new ArrayList<>();
        for (boolean evaluates : new boolean[] {false, true}) {
            Sequential model = model();
            model.compile(optimizer("sgd"), loss("mse"), metrics(given));
            Callback evaluator = new Callback() {
                @Override
                public void onTrainBatchEnd(int batch, Logs logs) {
                    if (evaluates) {
                        getModel().evaluate(X, Y, verbose(0));
                    }
                }
            };
            found.add(model.fit(X, Y, batchSize(2), shuffle(false), callbacks(evaluator), verbose(0))
                    .get("auc")
                    .get(0));
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
    }

    @Test
    void metricsOfOneNameAreNumbered() {
        Sequential model = model();
        model.compile(loss("mse"), metrics("auc", new AUC(), "accuracy"), weightedMetrics("auc"));
        History history = model.fit(
                X, Y, epochs(2), validationData(X, Y), verbose(0), callbacks(new EarlyStopping().monitor("val_auc_1")));
        assertThat(history.history()).containsKeys("auc", "auc_1", "weighted_auc", "val_auc_1");
        model.compile(loss("mse"), metrics(new AUC().name("val_loss")));
        assertRefused(() -> model.fit(X, Y), "metrics: expected names other than loss and val_.., received val_loss");
    }

    @Test
    void onlyWeightedMetricsAreWeighted() {
        Sequential model = model();
        model.compile(loss("mse"), metrics("accuracy"), weightedMetrics("accuracy", new BinaryAccuracy()));
        float[] predictions = NdArrays.floats(model.predict(Dataset.of(X)));
        double right = (predictions[0] > 0.5) == (Y[0] == 1) ? 1 : 0;
        Logs logs = model.evaluate(X, Y, sampleWeight(new float[] {5, 0, 0, 0, 0, 0}), verbose(0));
        assertThat(logs.names()).containsExactly("accuracy", "binary_accuracy", "loss", "weighted_accuracy");
        assertThat(logs.get("weighted_accuracy")).isEqualTo(right);
        assertThat(logs.get("binary_accuracy")).isEqualTo(right);
        assertThat(logs.get("accuracy"))
                .isEqualTo(model.evaluate(X, Y, verbose(0)).get("accuracy"));
        double error = predictions[0] - Y[0];
        assertThat(logs.loss()).isCloseTo(5 * error * error / 6, within(1e-6));
    }

    @Test
    void streamsTrainAsSamplesInMemory() {
        Sequential streamed = model();
        History ofStream = streamed.fit(
                stream(4, 2), epochs(3), validationData(stream(6)), verbose(0), classWeight(Map.of(1, 2.0)));
        Sequential inMemory = model();
        History ofArrays = inMemory.fit(
                X,
                Y,
                epochs(3),
                batchSize(4),
                shuffle(false),
                validationData(X, Y),
                verbose(0),
                classWeight(Map.of(1, 2.0)));
        assertThat(ofStream.history()).isEqualTo(ofArrays.history());
        assertThat(weights(streamed)).containsExactly(weights(inMemory));
        assertThat(NdArrays.floats(streamed.predict(stream(1, 3, 2))))
                .containsExactly(NdArrays.floats(streamed.predict(Dataset.of(X))), within(1e-6f));
        assertThat(streamed.evaluate(stream(1, 3, 2), verbose(0)).loss())
                .isCloseTo(streamed.evaluate(X, Y, verbose(0)).loss(), within(1e-6));
    }

    /** More samples than would ever be in memory; each batch is made when it is asked for, and no sooner. */
    @Test
    void endlessStreams() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        BatchStream endless = BatchStream.of(() -> {
            begun.incrementAndGet();
            return Stream.generate(() -> {
                        made.incrementAndGet();
                        return Dataset.of(X, Y);
                    })
                    .iterator();
        });
        History history = model().fit(
                        endless, stepsPerEpoch(5), epochs(4), validationData(endless), validationSteps(2), verbose(0));
        assertThat(history.epoch()).containsExactly(0, 1, 2, 3);
        assertThat(history.get("val_loss")).hasSize(4);
        // The training's iterator goes on from epoch to epoch, the validation begins anew.
        assertThat(begun).hasValue(1 + 4);
        assertThat(made).hasValue(4 * (5 + 2));
        assertThat(model().evaluate(endless, steps(3), verbose(0)).loss()).isPositive();
        assertThat(model().predict(Dataset.of(X), steps(4)).shape()).containsExactly(6, 1);
        assertThat(model().predict(endless, steps(3)).shape()).containsExactly(18, 1);
    }

    @Test
    void stepsGoOnWhereTheEpochBeforeStopped() {
        List<String> seen = new ArrayList<>();
        Callback watcher = new Callback() {
            @Override
            public void onEpochBegin(int epoch) {
                seen.add("epoch");
            }

            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                seen.add("" + batch);
            }
        };
        // Three batches: an epoch of two, one that ends with the data, one of two.
        model().fit(X, Y, batchSize(2), stepsPerEpoch(2), epochs(3), callbacks(watcher), verbose(0));
        assertThat(seen).containsExactly("epoch", "0", "1", "epoch", "0", "epoch", "0", "1");
        seen.clear();
        model().fit(stream(2, 2, 2), stepsPerEpoch(2), epochs(3), callbacks(watcher), verbose(0));
        assertThat(seen).containsExactly("epoch", "0", "1", "epoch", "0", "epoch", "0", "1");
        seen.clear();
        // The data end with the epoch, which is seen only when the next begins.
        model().fit(stream(3, 3), stepsPerEpoch(2), epochs(2), callbacks(watcher), verbose(0));
        assertThat(seen).containsExactly("epoch", "0", "1", "epoch", "0", "1");
    }

    @Test
    void oneBatchAtATime() {
        Sequential whole = model();
        whole.fit(X, Y, batchSize(6), epochs(2), shuffle(false), verbose(0));
        Sequential single = model();
        Logs before = single.testOnBatch(X, Y);
        double loss = before.loss();
        assertThat(single.trainOnBatch(X, Y).loss()).isCloseTo(loss, within(1e-7));
        assertThat(single.trainOnBatch(Dataset.of(X, Y).x(), Dataset.of(X, Y).y())
                        .loss())
                .isLessThan(loss);
        assertThat(weights(single)).containsExactly(weights(whole));
        assertThat(single.predictOnBatch(X)).isDeepEqualTo(single.predict(X));
        assertThat(NdArrays.floats(single.predictOnBatch(Dataset.of(X).x())))
                .containsExactly(NdArrays.floats(single.predict(Dataset.of(X))));
    }

    @Test
    void layersThatAreNotTrained() {
        Sequential model = new Sequential(
                new Input(2), new Dense(3).kernelRegularizer("l2").trainable(false), new Dense(1));
        model.compile(optimizer("adam"), loss("mse"));
        float[] first = weights(model);
        float[] last = NdArrays.floats(model.getWeights().get(2));
        model.fit(X, Y, verbose(0));
        assertThat(weights(model)).containsExactly(first);
        assertThat(NdArrays.floats(model.getWeights().get(2))).isNotEqualTo(last);
        model.getLayer(0).trainable(true);
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(X, Y, verbose(0));
        assertThat(weights(model)).isNotEqualTo(first);
    }

    @Test
    void anInterruptEndsFitAndLeavesTheModel() {
        Sequential model = model();
        Callback interrupter = new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> model.fit(X, Y, batchSize(2), callbacks(interrupter), verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessage("fit: the thread was interrupted; the model keeps what it has learned");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(model.predict(X)[0][0]).isFinite();
        model.fit(X, Y, verbose(0));
    }

    @Test
    void wrongWeightsAndStreams() {
        assertRefused(
                () -> model().fit(X, Y, sampleWeight(new float[2])),
                "sampleWeight: expected as many weights as there are samples in x, 6, received 2 weights");
        assertRefused(
                () -> model().fit(X, Y, sampleWeight(new float[6]), classWeight(Map.of(0, 1.0))),
                "classWeight: expected samples without weights of their own, received sample weights too");
        assertRefused(
                () -> model().fit(Dataset.of(X, Y).sampleWeight(new float[6]), sampleWeight(new float[6])),
                "fit(sampleWeight): expected weights once, received weights in the Dataset, too");
        assertRefused(
                () -> model().fit(X, Y, sampleWeight(new float[] {1, 1, Float.NaN, 1, 1, 1})),
                "sampleWeight, row 2, column 0: expected a finite number, received NaN");
        assertRefused(
                () -> model().fit(Dataset.of(X, Y).sampleWeight(new float[6][3]), verbose(0)),
                "fit(sampleWeight): expected 1 weight a sample, or 1 for the positions of outputs of shape (None, 1),"
                        + " received 3 weights a sample");
        assertRefused(
                () -> model().fit(X, Y, classWeight(Map.of(1, -1))),
                "classWeight, class 1: expected a weight of at least 0, received -1");
        assertRefused(
                () -> Dataset.of(X, Y).classWeight(Collections.singletonMap(1, null)),
                "classWeight, class 1: expected a weight of at least 0, received null");
        assertRefused(() -> Dataset.of(X).slice(4, 7), "slice: expected at least one of 6 samples, received 4 to 7");
        assertRefused(() -> Dataset.of(X).slice(2, 2), "slice: expected at least one of 6 samples, received 2 to 2");
        assertRefused(
                () -> model().fit(stream(6), validationSplit(0.5)),
                "fit(validationSplit): expected samples in memory, a Dataset or arrays, received a stream of batches");
        assertRefused(
                () -> model().fit(BatchStream.of(() -> List.<Dataset>of().iterator())),
                "BatchStream: expected at least one batch, received none");
        Iterator<Dataset> once = List.of(Dataset.of(X, Y)).iterator();
        assertRefused(
                () -> model().fit(BatchStream.of(() -> once), epochs(2), verbose(0)),
                "fit: expected data for an epoch, received a stream that has ended");
        assertRefused(
                () -> model().fit(
                                BatchStream.of(() -> List.of(Dataset.of(X, Y), Dataset.of(X, new float[6][2]))
                                        .iterator()),
                                verbose(0)),
                "BatchStream: expected batches like the first, Dataset(x (None, 2), y (None,)), received Dataset(x (None, 2),"
                        + " y (None, 2))");
        float[][] bad = Arrays.copyOf(X, 6);
        bad[5] = new float[] {1, Float.POSITIVE_INFINITY};
        assertRefused(
                () -> model().fit(
                                BatchStream.of(() -> List.of(Dataset.of(X, Y), Dataset.of(bad, Y))
                                        .iterator()),
                                verbose(0)),
                "x, row 5, column 1: expected a finite number, received Infinity");
        assertRefused(() -> stepsPerEpoch(0), "stepsPerEpoch: expected at least 1 step, received 0");
        assertRefused(() -> callbacks((Callback) null), "callbacks: expected callbacks, received null");
    }

    @Test
    void weightsForEachPosition() {
        Sequential model = new Sequential(new Input(3, 1), new Dense(1));
        model.compile(loss("mse"));
        float[] values = new float[18];
        IntStream.range(0, 18).forEach(i -> values[i] = i);
        var x = NdArrays.of(values, 6, 3, 1);
        Dataset data = Dataset.of(x, x.mul(2));
        double none = model.evaluate(data, verbose(0)).loss();
        float[] each = {1, 2, 3, 4, 5, 6};
        float[][] spread = new float[6][3];
        for (int i = 0; i < 6; i++) {
            Arrays.fill(spread[i], each[i]);
        }
        double bySample = model.evaluate(data.sampleWeight(each), verbose(0), batchSize(4))
                .loss();
        double byPosition = model.evaluate(data.sampleWeight(spread), verbose(0), batchSize(4))
                .loss();
        assertThat(bySample).isEqualTo(byPosition).isNotEqualTo(none);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(KerasException.class).hasMessage(message);
    }
}
