package keras4j.data;

import keras4j.core.KerasException;

/**
 * (x - mean) / standard deviation for each input feature, with the statistics of the data it was fitted on: fit it on the
 * training part, then transform both parts. A feature that does not vary is only centred. scikit-learn:
 * {@code StandardScaler}.
 */
public final class StandardScaler {
    private final double[] mean;
    private final double[] scale;

    private StandardScaler(double[] mean, double[] scale) {
        this.mean = mean;
        this.scale = scale;
    }

    /** Takes the mean and the (population) standard deviation of each feature. */
    public static StandardScaler fit(Dataset data) {
        int features = data.xShape().size();
        double[] mean = new double[features];
        double[] scale = new double[features];
        float[] x = data.inputs();
        for (int i = 0; i < x.length; i++) {
            mean[i % features] += x[i];
        }
        for (int i = 0; i < features; i++) {
            mean[i] /= data.size();
        }
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - mean[i % features];
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
        if (data.xShape().size() != mean.length) {
            throw KerasException.expected(
                    "StandardScaler", mean.length + " features", data.xShape().batched());
        }
        float[] x = data.inputs();
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (float) ((x[i] - mean[i % mean.length]) / scale[i % mean.length]);
        }
        return data.withInputs(result);
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
