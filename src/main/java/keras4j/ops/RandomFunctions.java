package keras4j.ops;

import java.util.ArrayList;
import java.util.List;

/**
 * Keras's {@code keras.random}. A {@code seed} is a {@link SeedGenerator}, with which each run draws other numbers, or a whole number,
 * with which each run draws the same. Numbers of an input's shape, such as those of {@link #dropout}, are drawn for each step of
 * a {@link Scan} anew; numbers of a shape that is said are the same in all steps.
 */
abstract class RandomFunctions extends ImageFunctions {
    private static Symbol call(
            String op, List<Integer> shape, String first, double a, String second, double b, Object seed) {
        return Op.call(op, "shape", shape, first, a, second, b, "seed", seed);
    }

    /** Numbers of a normal distribution. */
    public static Symbol normal(List<Integer> shape, double mean, double stddev, Object seed) {
        return call("RandomNormal", shape, "mean", mean, "stddev", stddev, seed);
    }

    /** The same within two standard deviations. */
    public static Symbol truncatedNormal(List<Integer> shape, double mean, double stddev, Object seed) {
        return call("TruncatedNormal", shape, "mean", mean, "stddev", stddev, seed);
    }

    /** Numbers from minval to less than maxval. */
    public static Symbol uniform(List<Integer> shape, double minval, double maxval, Object seed) {
        return call("RandomUniform", shape, "minval", minval, "maxval", maxval, seed);
    }

    /** Whole numbers from minval to less than maxval, less than 2^24 of them. */
    public static Symbol randint(List<Integer> shape, int minval, int maxval, Object seed) {
        return call("RandomInteger", shape, "minval", minval, "maxval", maxval, seed);
    }

    /**
     * Classes by their logits.
     *
     * @param logits (batch, classes)
     * @return (batch, numSamples)
     */
    public static Symbol categorical(Symbol logits, int numSamples, Object seed) {
        return Op.call("RandomCategorical", "logits", logits, "num_samples", numSamples, "seed", seed);
    }

    /**
     * Some of the inputs as 0, the others times 1 / (1 - rate).
     *
     * @param rate which part becomes 0
     * @param noiseShape the shape for which is drawn, broadcast to that of the inputs, with null for their lengths; null for all
     */
    public static Symbol dropout(Symbol inputs, double rate, List<Integer> noiseShape, Object seed) {
        List<Integer> lengths = noiseShape == null ? null : new ArrayList<>(noiseShape);
        return Op.call("RandomDropout", "inputs", inputs, "rate", rate, "noise_shape", lengths, "seed", seed);
    }
}
