package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.metrics.AUC;
import keras4j.metrics.F1Score;
import keras4j.metrics.IoU;
import keras4j.metrics.Mean;
import keras4j.metrics.MeanIoU;
import keras4j.metrics.Precision;
import keras4j.metrics.PrecisionAtRecall;
import keras4j.metrics.Recall;
import keras4j.metrics.SparseTopKCategoricalAccuracy;
import keras4j.metrics.Sum;
import keras4j.metrics.TruePositives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Initializers, regularizers and constraints of a user's, and metrics without a model. */
class OwnPartsTest {
    private static final float[][] X = {{1, 2, 3}, {-1, 0, 2}, {0.5f, 1, -3}, {2, -2, 1}};
    private static final float[][] Y = {{1, 0}, {0, 1}, {1, 0}, {0, 1}};

    @TempDir
    Path folder;

    /** step, 2 step, 3 step, .. */
    static final class Ramp implements Initializer {
        private double step = 0.1;

        Ramp step(double value) {
            step = value;
            return this;
        }

        @Override
        public void config(Config config) {
            step = config.number("step", step);
        }

        @Override
        public void fill(float[] values, int offset, Shape shape) {
            for (int i = 0; i < shape.size(); i++) {
                values[offset + i] = (float) (step * (i + 1));
            }
        }
    }

    /** factor times the square of the sum. */
    static final class SumPenalty implements Regularizer {
        private double factor = 0.5;

        @Override
        public void config(Config config) {
            factor = config.number("factor", factor);
        }

        private static double sum(float[] weights, int from, Shape shape) {
            double sum = 0;
            for (int i = 0; i < shape.size(); i++) {
                sum += weights[from + i];
            }
            return sum;
        }

        @Override
        public double penalty(float[] weights, int from, Shape shape) {
            double sum = sum(weights, from, shape);
            return factor * sum * sum;
        }

        @Override
        public void addGradient(float[] weights, float[] gradients, int from, Shape shape) {
            float each = (float) (2 * factor * sum(weights, from, shape));
            for (int i = 0; i < shape.size(); i++) {
                gradients[from + i] += each;
            }
        }
    }

    /** Whole tenths. */
    static final class Tenths implements Constraint {
        @Override
        public void config(Config config) {}

        @Override
        public void constrain(float[] weights, int from, Shape shape) {
            for (int i = 0; i < shape.size(); i++) {
                weights[from + i] = Math.round(weights[from + i] * 10) / 10f;
            }
        }
    }

    private static Sequential model(Metric... more) {
        Sequential model = new Sequential(
                new Input(3),
                new Dense(2)
                        .activation("sigmoid")
                        .kernelInitializer(new Ramp().step(0.2))
                        .kernelRegularizer(new SumPenalty())
                        .biasConstraint(new Tenths()));
        model.compile(optimizer("sgd"), loss("mse"), metrics(List.of(more)));
        return model;
    }

    @Test
    void ownPartsTrainAndAreInFiles() {
        Keras4j.registerKerasSerializable("own", Ramp.class);
        Keras4j.registerKerasSerializable("own", SumPenalty.class);
        Keras4j.registerKerasSerializable("own", Tenths.class);
        Sequential model = model();
        assertThat(model.getWeights().get(0).getFloat(2, 1)).isCloseTo(1.2f, within(1e-6f));
        double penalty = 0.5 * Math.pow(0.2 * 21, 2);
        assertThat(model.evaluate(X, Y, verbose(0)).loss()).isBetween(penalty, penalty + 1);
        Path file = folder.resolve("own.keras");
        model.save(file);
        Model read = Keras4j.loadModel(file);
        for (Model each : List.of(model, read)) {
            each.fit(X, Y, epochs(3), shuffle(false), verbose(0));
        }
        assertThat(read.getWeights()).isEqualTo(model.getWeights());
        float bias = model.getWeights().get(1).getFloat(0);
        assertThat(bias * 10).isCloseTo(Math.round(bias * 10), within(1e-5f));
    }

    @Test
    void severalNumbersReachLogsAndHistory() {
        Sequential model = model(new F1Score(), new Precision().thresholds(0.2, 0.5, 0.9), new AUC());
        History history = model.fit(X, Y, epochs(2), shuffle(false), verbose(0));
        assertThat(history.getAll("f1_score")).hasSize(2).allMatch(scores -> scores.length == 2);
        assertThat(history.getAll("precision").get(1)).hasSize(3);
        double[] last = history.getAll("precision").get(1);
        assertThat(history.get("precision").get(1)).isCloseTo((last[0] + last[1] + last[2]) / 3, within(1e-9));
        Logs logs = model.evaluate(X, Y, verbose(0));
        assertThat(logs.getAll("f1_score")).hasSize(2);
        assertThat(logs.getAll("auc")).containsExactly(logs.get("auc"));
        assertThat(logs.toString()).contains("precision: " + String.format("%.4f", logs.get("precision")));
    }

    @Test
    void metricsWithoutAModel() {
        Metric recall = new Recall();
        recall.updateState(Y, new float[][] {{0.9f, 0.1f}, {0.2f, 0.3f}, {0.4f, 0.6f}, {0.1f, 0.8f}});
        assertThat(recall.result()).isEqualTo(0.5);
        recall.updateState(Y, Y, new double[] {1, 1, 1, 3});
        assertThat(recall.result()).isEqualTo(0.8);
        recall.reset();
        assertThat(recall.result()).isZero();
        Metric overlap = new MeanIoU(3).sparseYPred(false);
        overlap.updateState(new int[] {0, 2}, new float[][] {{0.5f, 0.3f, 0.2f}, {0.6f, 0.1f, 0.3f}});
        assertThat(overlap.result()).isCloseTo(0.25, within(1e-6));
        Metric ids = new SparseTopKCategoricalAccuracy().k(2).fromSortedIds(true);
        ids.updateState(new int[] {1, 0}, new int[][] {{2, 1, 0}, {1, 2, 0}});
        assertThat(ids.result()).isEqualTo(0.5);
        Sum sum = new Sum();
        sum.updateState(new float[] {1, 2});
        sum.updateState(3);
        sum.updateState(new float[] {4, 5}, new float[] {2, 0});
        assertThat(sum.result()).isEqualTo(14);
        Mean mean = new Mean();
        mean.updateState(new float[] {1, 2});
        mean.updateState(3);
        mean.updateState(new float[] {4, 5}, new float[] {2, 0});
        assertThat(mean.result()).isCloseTo(14 / 5.0, within(1e-9));
    }

    @Test
    void whatCannotBeIsOneClearError() {
        assertThatThrownBy(() -> new AUC().thresholds(0.5, 1.5)).hasMessageContaining("AUC.thresholds");
        assertThatThrownBy(() -> new IoU(3, 4)).hasMessageContaining("IoU.targetClassIds");
        assertThatThrownBy(() -> new PrecisionAtRecall(2)).hasMessageContaining("PrecisionAtRecall.recall");
        assertThatThrownBy(() -> model(new Precision().classId(2)).fit(X, Y, verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("Precision.classId");
        Sequential named = new Sequential(new Input(3), new Dense(2));
        named.compile(loss("mse"), metrics("precision_at_recall"));
        assertThatThrownBy(() -> named.fit(X, Y, verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("PrecisionAtRecall.recall");
        assertThatThrownBy(() -> new TruePositives().isBetterWhenHigher()).hasMessageContaining("mode(\"min\")");
        assertThatThrownBy(() -> new Recall().updateState(Y, new float[][] {{1, 0}}))
                .isInstanceOf(KerasException.class);
    }
}
