package keras4j.internal.kernels;

import java.util.Arrays;

/** Mean and variance of each channel over rows of channels. */
public final class ChannelMoments extends ChannelSums {
    private final View x;
    private final View mean;
    private final View variance;
    private final float[] means;
    private final float[] variances;

    /**
     * @param x (.., channels), contiguous in an array
     * @param mean (channels), is written; null if it is not wanted
     * @param variance the same
     */
    public ChannelMoments(View x, View mean, View variance) {
        super(x);
        this.x = x;
        this.mean = mean;
        this.variance = variance;
        means = new float[channels];
        variances = new float[channels];
    }

    @Override
    void add(Part part, int from, int to) {
        int begin = x.offset() + from * channels;
        int end = x.offset() + to * channels;
        sum(x.array(), begin, end, part.sum, channels);
        int count = to - from;
        for (int c = 0; c < channels; c++) {
            part.centre[c] = part.sum[c] / count;
        }
        Arrays.fill(part.sum, 0);
        squares(x.array(), begin, end, part.centre, part.sum, part.product, channels);
        double all = (double) part.rows + count;
        for (int c = 0; c < channels; c++) {
            double rest = part.sum[c] / (double) count; // by which the centre, a sum in float32, is not the mean
            double difference = part.centre[c] + rest - part.first[c];
            part.first[c] += difference * count / all;
            part.second[c] += part.product[c] - rest * rest * count + difference * difference * part.rows * count / all;
        }
    }

    private static void sum(float[] x, int begin, int end, float[] sum, int channels) {
        for (int at = begin; at < end; at += channels) {
            for (int c = 0; c < channels; c++) {
                sum[c] += x[at + c];
            }
        }
    }

    /** Adds up the differences from a centre, and their squares. */
    private static void squares(
            float[] x, int begin, int end, float[] centre, float[] sum, float[] squares, int channels) {
        for (int at = begin; at < end; at += channels) {
            for (int c = 0; c < channels; c++) {
                float difference = x[at + c] - centre[c];
                sum[c] += difference;
                squares[c] += difference * difference;
            }
        }
    }

    /** Of all rows: those of the chunks put together (Chan, Golub and LeVeque, 1979). */
    @Override
    void finish() {
        for (int c = 0; c < channels; c++) {
            double count = 0;
            double centre = 0;
            double squares = 0;
            for (Part part : parts) {
                if (part.rows > 0) {
                    double difference = part.first[c] - centre;
                    double all = count + part.rows;
                    centre += difference * part.rows / all;
                    squares += part.second[c] + difference * difference * count * part.rows / all;
                    count = all;
                }
            }
            means[c] = (float) centre;
            variances[c] = (float) (squares / count);
        }
        write(means, mean);
        write(variances, variance);
    }

    static void write(float[] from, View to) {
        if (to != null) {
            to.buffer().put(to.offset(), from, 0, from.length);
        }
    }
}
