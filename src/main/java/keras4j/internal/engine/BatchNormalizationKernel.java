package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Parallel;
import keras4j.core.SampleKernel;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gamma + beta for each channel, row by row of channels. In training, mean and
 * variance are those of all rows, or of what a mask lets count, and the moving ones follow them; in inference, and always if
 * it is frozen, they are the moving ones. Ioffe and Szegedy, "Batch Normalization", 2015.
 */
public final class BatchNormalizationKernel implements SampleKernel {
    /** Numbers that are worth another thread. */
    private static final int LEAST = 1 << 15;
    /** Numbers that are added up in float32 before they go into a sum in float64. */
    private static final int TILE = 1 << 12;

    /** Where in the weights the layer's are; negative for gamma or beta that is not there. */
    public record Places(int gamma, int beta, int mean, int variance) {}

    private final int channels;
    private final int rowsPerSample;
    private final Places places;
    private final float share;
    private final double epsilon;
    private final boolean frozen;
    private final MaskedMoments masked;
    private final float[] mean;
    private final float[] variance;
    private final float[] deviation;
    private final float[] factor;
    private final float[] slope;
    private final float[] gradientMean;
    private final Sums[] sums = new Sums[Parallel.PARTS];
    private final Parallel moments;
    private final Parallel normalize;
    private final Parallel products;
    private final Parallel back;
    private float[] weights;
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] dx;

    /**
     * @param frozen whether mean and variance are the moving ones in training, too
     * @param masked what finds them in training if the input has a mask; else null
     */
    public BatchNormalizationKernel(
            int channels,
            int rowsPerSample,
            Places places,
            double momentum,
            double epsilon,
            boolean frozen,
            MaskedMoments masked) {
        this.channels = channels;
        this.rowsPerSample = rowsPerSample;
        this.places = places;
        share = (float) (1 - momentum);
        this.epsilon = epsilon;
        this.frozen = frozen;
        this.masked = masked;
        mean = new float[channels];
        variance = new float[channels];
        deviation = new float[channels];
        factor = new float[channels];
        slope = new float[channels];
        gradientMean = new float[channels];
        for (int part = 0; part < sums.length; part++) {
            sums[part] = new Sums();
        }
        int least = Math.max(1, LEAST / channels);
        moments = new Parallel((part, from, to) -> sums[part].moments(from, to), least);
        products = new Parallel((part, from, to) -> sums[part].products(from, to), least);
        normalize = new Parallel(this::normalize, least);
        back = new Parallel(this::back, least);
    }

    @Override
    public int outputSize() {
        return rowsPerSample * channels;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        this.weights = weights;
        this.x = x;
        this.y = y;
        int rows = samples * rowsPerSample;
        if (training && !frozen && masked != null) {
            masked.find(x, samples, mean, variance);
        } else if (training && !frozen) {
            findMoments(rows);
        } else {
            System.arraycopy(weights, places.mean, mean, 0, channels);
            System.arraycopy(weights, places.variance, variance, 0, channels);
        }
        for (int c = 0; c < channels; c++) {
            deviation[c] = (float) Math.sqrt(variance[c] + epsilon);
            factor[c] = (places.gamma < 0 ? 1 : weights[places.gamma + c]) / deviation[c];
        }
        normalize.run(0, rows);
    }

    private void normalize(int part, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * channels;
            for (int c = 0; c < channels; c++) {
                y[at + c] = (x[at + c] - mean[c]) * factor[c];
            }
            for (int c = 0; c < channels && places.beta >= 0; c++) {
                y[at + c] += weights[places.beta + c];
            }
        }
    }

    /** Of all rows: those of the threads' parts put together (Chan, Golub and LeVeque, 1979). */
    private void findMoments(int rows) {
        run(moments, rows);
        for (int c = 0; c < channels; c++) {
            double count = 0;
            double centre = 0;
            double squares = 0;
            for (Sums part : sums) {
                if (part.rows > 0) {
                    double difference = part.first[c] - centre;
                    double all = count + part.rows;
                    centre += difference * part.rows / all;
                    squares += part.second[c] + difference * difference * count * part.rows / all;
                    count = all;
                }
            }
            mean[c] = (float) centre;
            variance[c] = (float) (squares / count);
        }
    }

    private void run(Parallel loop, int rows) {
        for (Sums part : sums) {
            part.rows = 0;
        }
        loop.run(0, rows);
    }

    @Override
    public void updateState(float[] weights, float[] changes) {
        for (int c = 0; c < channels && !frozen; c++) {
            follow(mean[c], weights, changes, places.mean + c);
            follow(variance[c], weights, changes, places.variance + c);
        }
    }

    private void follow(float value, float[] weights, float[] changes, int place) {
        changes[place] += share * (value - (weights[place] + changes[place]));
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        this.x = x;
        this.dy = dy;
        this.dx = dx;
        int rows = samples * rowsPerSample;
        run(products, rows);
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double product = 0;
            for (Sums part : sums) {
                if (part.rows > 0) {
                    sum += part.first[c];
                    product += part.second[c];
                }
            }
            product /= deviation[c];
            if (places.gamma >= 0) {
                gradients[places.gamma + c] = (float) product;
            }
            if (places.beta >= 0) {
                gradients[places.beta + c] = (float) sum;
            }
            int counted = masked == null ? rows : masked.counted(c);
            gradientMean[c] = (float) (sum / counted);
            slope[c] = (float) (product / counted / deviation[c]);
        }
        if (dx != null) {
            back.run(0, rows);
        }
    }

    private void back(int part, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * channels;
            for (int c = 0; c < channels && frozen; c++) {
                dx[at + c] = dy[at + c] * factor[c];
            }
            for (int c = 0; c < channels && !frozen; c++) {
                dx[at + c] = (dy[at + c] - gradientMean[c] - (x[at + c] - mean[c]) * slope[c]) * factor[c];
            }
            for (int c = 0; c < channels && masked != null; c++) {
                if (!masked.counts(at + c)) {
                    dx[at + c] = dy[at + c] * factor[c];
                }
            }
        }
    }

    /** What one thread adds up for each channel. */
    private final class Sums {
        private final double[] first = new double[channels];
        private final double[] second = new double[channels];
        private final float[] sum = new float[channels];
        private final float[] product = new float[channels];
        private final float[] centre = new float[channels];
        private int rows;

        /** Mean, and sum of the squared differences from it. */
        void moments(int from, int to) {
            Arrays.fill(first, 0);
            Arrays.fill(second, 0);
            rows = 0;
            int step = Math.max(1, TILE / channels);
            for (int begin = from; begin < to; begin += step) {
                tileMoments(begin, Math.min(begin + step, to));
            }
        }

        private void tileMoments(int from, int to) {
            int count = to - from;
            Arrays.fill(sum, 0);
            Arrays.fill(product, 0);
            for (int at = from * channels; at < to * channels; at += channels) {
                for (int c = 0; c < channels; c++) {
                    sum[c] += x[at + c];
                }
            }
            for (int c = 0; c < channels; c++) {
                centre[c] = sum[c] / count;
            }
            for (int at = from * channels; at < to * channels; at += channels) {
                for (int c = 0; c < channels; c++) {
                    float difference = x[at + c] - centre[c];
                    product[c] += difference * difference;
                }
            }
            double all = (double) rows + count;
            for (int c = 0; c < channels; c++) {
                double difference = centre[c] - first[c];
                first[c] += difference * count / all;
                second[c] += product[c] + difference * difference * rows * count / all;
            }
            rows += count;
        }

        /** The sum of the gradients, and of their products with what they are of, less its mean. */
        void products(int from, int to) {
            Arrays.fill(first, 0);
            Arrays.fill(second, 0);
            rows = to - from;
            int step = Math.max(1, TILE / channels);
            for (int begin = from; begin < to; begin += step) {
                tileProducts(begin, Math.min(begin + step, to));
            }
        }

        private void tileProducts(int from, int to) {
            Arrays.fill(sum, 0);
            Arrays.fill(product, 0);
            for (int at = from * channels; at < to * channels; at += channels) {
                for (int c = 0; c < channels; c++) {
                    sum[c] += dy[at + c];
                    product[c] += dy[at + c] * (x[at + c] - mean[c]);
                }
            }
            for (int c = 0; c < channels; c++) {
                first[c] += sum[c];
                second[c] += product[c];
            }
        }
    }
}
