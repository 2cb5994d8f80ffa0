package keras4j.data;

import java.util.Arrays;
import keras4j.core.KerasException;

/**
 * (x - mean) / standard deviation for each input feature, with the statistics of the data it was fitted on: fit it on the
 * training part, then transform both parts. A feature that does not vary is only centred. To serve with it later, keep
 * {@link #mean} and {@link #scale}, and make it again with {@link #of}. scikit-learn: {@code StandardScaler}.
 */
public final class StandardScaler {
    private final double[] mean;
    private final double[] scale;

    private StandardScaler(double[] mean, double[] scale) {
        this.mean = mean;
        this.scale = scale;
    }

    /**
     * With statistics that are known, such as those of an earlier fit.
     *
     * @param mean the mean of each feature
     * @param scale what each feature is divided by
     * @throws KerasException for arrays of other lengths, numbers that are not finite, or a scale that is not positive
     */
    public static StandardScaler of(double[] mean, double[] scale) {
        int features = KerasException.notNull("StandardScaler, mean", "an array", mean).length;
        if (features == 0 || !Arrays.stream(mean).allMatch(Double::isFinite)) {
            throw KerasException.expected("StandardScaler, mean", "finite numbers", Arrays.toString(mean));
        }
        if (scale == null
                || scale.length != features
                || !Arrays.stream(scale).allMatch(value -> value > 0 && Double.isFinite(value))) {
            throw KerasException.expected(
                    "StandardScaler, scale", features + " positive numbers", Arrays.toString(scale));
        }
        return new StandardScaler(mean.clone(), scale.clone());
    }

    /**
     * Takes the mean and the (population) standard deviation of each feature.
     *
     * @param x a Dataset, or an array as {@link Dataset#of(Object)} takes it
     */
    public static StandardScaler fit(Object x) {
        Dataset data = Dataset.of(x);
        int features = data.xShape().size();
        double[] mean = new double[features];
        double[] scale = new double[features];
        float[] values = data.inputs();
        for (int i = 0; i < values.length; i++) {
            mean[i % features] += values[i];
        }
        for (int i = 0; i < features; i++) {
            mean[i] /= data.size();
        }
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - mean[i % features];
            scale[i % features] += difference * difference;
        }
        for (int i = 0; i < features; i++) {
            double variance = scale[i] / data.size();
            double rounding = data.size() * Math.ulp(1.0);
            boolean constant = variance <= rounding * variance + Math.pow(rounding * mean[i], 2);
            scale[i] = constant ? 1 : Math.sqrt(variance);
        }
        return new StandardScaler(mean, scale);
    }

    /**
     * The data with standardised inputs and the same labels.
     *
     * @throws KerasException if the samples have another number of features
     */
    public Dataset transform(Dataset data) {
        check(data.xShape().size(), data.xShape().batched());
        return data.withInputs(transformed(data.inputs()));
    }

    /** One standardised row. See {@link #transform(Dataset)}. */
    public float[] transform(float[] row) {
        check(KerasException.notNull("StandardScaler", "a row", row).length, row.length);
        return transformed(row);
    }

    /** The row that {@link #transform(float[])} makes this one of. */
    public float[] inverseTransform(float[] row) {
        check(KerasException.notNull("StandardScaler", "a row", row).length, row.length);
        float[] result = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            result[i] = (float) (row[i] * scale[i] + mean[i]);
        }
        return result;
    }

    private void check(int features, Object received) {
        if (features != mean.length) {
            throw KerasException.expected("StandardScaler", mean.length + " features", received);
        }
    }

    private float[] transformed(float[] x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (float) ((x[i] - mean[i % mean.length]) / scale[i % mean.length]);
        }
        return result;
    }

    /** The mean of each feature, a copy. */
    public double[] mean() {
        return mean.clone();
    }

    /** What each feature is divided by, a copy. */
    public double[] scale() {
        return scale.clone();
    }
}
