package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.losses.Huber;
import keras4j.metrics.AUC;
import keras4j.metrics.BinaryAccuracy;
import keras4j.metrics.BinaryCrossentropy;
import keras4j.metrics.BinaryIoU;
import keras4j.metrics.CategoricalCrossentropy;
import keras4j.metrics.CosineSimilarity;
import keras4j.metrics.F1Score;
import keras4j.metrics.IoU;
import keras4j.metrics.OneHotIoU;
import keras4j.metrics.PearsonCorrelation;
import keras4j.metrics.Precision;
import keras4j.metrics.R2Score;
import keras4j.metrics.SparseCategoricalCrossentropy;
import keras4j.metrics.SparseTopKCategoricalAccuracy;
import org.junit.jupiter.api.Test;

/** Metrics where labels, names or arguments are not as usual. */
class MetricEdgesTest {
    private static Sequential model(keras4j.core.Loss loss, Object... metrics) {
        Sequential model = new Sequential(new Input(2), new Dense(3).activation("softmax"));
        model.compile(optimizer("sgd"), loss(loss), metrics(List.of(metrics)));
        return model;
    }

    private static History fit(Sequential model, float... y) {
        return model.fit(new float[y.length][2], y, batchSize(4), shuffle(false), verbose(0));
    }

    private static keras4j.losses.SparseCategoricalCrossentropy ignoring(int label) {
        return new keras4j.losses.SparseCategoricalCrossentropy().ignoreClass(label);
    }

    /** Where the row before, or after, would have a number in the label's place. */
    @Test
    void aLabelThatIsNoClassIsNotAmongTheLargest() {
        Metric metric = new SparseTopKCategoricalAccuracy().k(1);
        metric.updateState(
                new float[] {0, -1, 2, Float.NaN, 1e10f}, new float[][] {{1, 9}, {1, 0}, {1, 0}, {9, 1}, {1, 1}});
        assertThat(metric.result()).isZero();
        metric.updateState(new float[] {1}, new float[][] {{1, 9}});
        assertThat(metric.result()).isEqualTo(1 / 6.0);
        History history = fit(model(ignoring(-1), new SparseTopKCategoricalAccuracy().k(3)), -1, 0, 1, 2);
        assertThat(history.get("sparse_top_k_categorical_accuracy")).containsExactly(0.75);
    }

    @Test
    void aCrossEntropyOfALabelThatIsNoClassIsAnError() {
        assertThatThrownBy(() -> new SparseCategoricalCrossentropy().updateState(new float[] {1, 5}, new float[][] {
                    {1, 0}, {0, 1}
                }))
                .isInstanceOf(KerasException.class)
                .hasMessage(
                        "sparse_categorical_crossentropy: expected class numbers from 0 to 1 as labels (the model has 2"
                                + " outputs), received 5.0 in row 1");
        assertThatThrownBy(() -> fit(model(ignoring(3), "sparse_categorical_crossentropy"), 0, 1, 3))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("received 3.0 in row 2");
        Object own = new SparseCategoricalCrossentropy().ignoreClass(3);
        assertThat(fit(model(ignoring(3), own), 0, 1, 3).get("sparse_categorical_crossentropy"))
                .hasSize(1);
    }

    @Test
    void aNameThatIsTakenIsCountedOn() {
        Object[] metrics = {new Precision().name("precision_1"), new Precision(), new Precision()};
        Sequential model = new Sequential(new Input(2), new Dense(1).activation("sigmoid"));
        model.compile(optimizer("sgd"), loss("binary_crossentropy"), metrics(List.of(metrics)));
        History history = fit(model, 0, 1);
        assertThat(history.history()).containsOnlyKeys("loss", "precision", "precision_1", "precision_2");
        assertThat(history.history().values()).allMatch(values -> values.size() == 1);
    }

    @Test
    void givenThresholdsWin() {
        float[][] labels = {{0}, {1}, {0}, {1}};
        float[][] predictions = {{0.3f}, {0.7f}, {0.6f}, {0.1f}};
        Metric plain = new AUC().thresholds(0.2, 0.5);
        plain.updateState(labels, predictions);
        Metric both = new AUC().thresholds(0.2, 0.5).numThresholds(200);
        both.updateState(labels, predictions);
        assertThat(both.result()).isEqualTo(plain.result());
    }

    @Test
    void iouIsOfSomeClasses() {
        for (int[] none : new int[][] {null, {}}) {
            assertThatThrownBy(() -> new IoU(2, none)).isInstanceOf(KerasException.class);
            assertThatThrownBy(() -> new OneHotIoU(2, none)).isInstanceOf(KerasException.class);
            assertThatThrownBy(() -> new BinaryIoU().targetClassIds(none))
                    .isInstanceOf(KerasException.class)
                    .hasMessageStartingWith("BinaryIoU.targetClassIds: expected classes from 0 to 1, received ");
        }
    }

    /** As ports write it: the name first. */
    @Test
    void argumentsFollowTheName() {
        List<Metric> named = List.of(
                new AUC().name("own").curve("PR"),
                new F1Score().name("own").average("micro"),
                new BinaryIoU().name("own").threshold(0.3),
                new R2Score().name("own").numRegressors(1),
                new SparseTopKCategoricalAccuracy().name("own").k(2),
                new BinaryAccuracy().name("own").threshold(0.3),
                new BinaryCrossentropy().name("own").fromLogits(true),
                new CategoricalCrossentropy().name("own").fromLogits(true),
                new SparseCategoricalCrossentropy().name("own").fromLogits(true),
                new CosineSimilarity().name("own").axis(0),
                new PearsonCorrelation().name("own").axis(0));
        assertThat(named).extracting(Metric::getName).containsOnly("own");
    }

    @Test
    void hubersNameIsKeras() {
        assertThat(new Huber().name()).isEqualTo("huber_loss");
    }
}
