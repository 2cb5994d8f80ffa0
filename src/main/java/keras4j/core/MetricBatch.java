package keras4j.core;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Labels and predictions that a metric is told without a model.
 *
 * @param labels the shape of one sample's labels
 * @param output the shape of one sample's predictions
 * @param rowWeights null if all rows count 1
 */
record MetricBatch(float[] yTrue, Shape labels, float[] yPred, Shape output, float[] rowWeights, int rows) {
    private record Numbers(float[] values, Shape shape) {}

    static MetricBatch of(Object yTrue, Object yPred, Object sampleWeight) {
        Numbers labels = numbers("yTrue", yTrue);
        Numbers predictions = numbers("yPred", yPred);
        Shape output = predictions.shape().rank() == 1
                ? Shape.of(1)
                : predictions.shape().withoutFirst();
        int samples = predictions.shape().dim(0);
        if (labels.shape().dim(0) != samples) {
            throw KerasException.expected("updateState", samples + " labels, as many as predictions", labels.shape());
        }
        int rows = samples * output.positions();
        float[] weights = sampleWeight == null
                ? null
                : numbers("sampleWeight", sampleWeight).values();
        return new MetricBatch(
                labels.values(),
                labels.shape().withoutFirst(),
                predictions.values(),
                output,
                weights == null ? null : ofRows(weights, samples, rows),
                rows);
    }

    private static float[] ofRows(float[] weights, int samples, int rows) {
        if (weights.length == rows) {
            return weights;
        }
        if (weights.length != samples) {
            throw KerasException.expected("sampleWeight", samples + " numbers, or " + rows, weights.length);
        }
        float[] each = new float[rows];
        for (int sample = 0; sample < samples; sample++) {
            Arrays.fill(each, sample * rows / samples, (sample + 1) * rows / samples, weights[sample]);
        }
        return each;
    }

    private static Numbers numbers(String name, Object array) {
        Numbers numbers = array instanceof INDArray nd
                ? new Numbers(NdArrays.floats(nd), NdArrays.shape(nd, 0))
                : array == null ? null : JavaArray.of(name, array, Numbers::new);
        if (numbers == null || numbers.shape().rank() == 0) {
            throw KerasException.expected(
                    name, "an array of numbers such as float[][] or int[], or an INDArray", array);
        }
        return numbers;
    }
}
