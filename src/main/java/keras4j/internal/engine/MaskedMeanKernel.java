package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;

/** The mean over the positions of a sample that count, for each channel: (positions, channels) to (channels). */
public final class MaskedMeanKernel implements SampleKernel {
    private final Mask mask;
    private final int channels;

    public MaskedMeanKernel(Mask mask, int channels) {
        this.mask = mask;
        this.channels = channels;
    }

    @Override
    public int outputSize() {
        return channels;
    }

    private int count(int sample) {
        int count = 0;
        for (int position = 0; position < mask.positions(); position++) {
            count += mask.counts(sample, position) ? 1 : 0;
        }
        return count;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        Arrays.fill(y, 0, samples * channels, 0);
        for (int sample = 0; sample < samples; sample++) {
            int count = count(sample);
            int to = sample * channels;
            for (int position = 0; position < mask.positions(); position++) {
                int from = (sample * mask.positions() + position) * channels;
                for (int c = 0; c < channels && mask.counts(sample, position); c++) {
                    y[to + c] += x[from + c];
                }
            }
            for (int c = 0; c < channels; c++) {
                y[to + c] /= count;
            }
        }
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        for (int sample = 0; dx != null && sample < samples; sample++) {
            int count = count(sample);
            for (int position = 0; position < mask.positions(); position++) {
                int to = (sample * mask.positions() + position) * channels;
                for (int c = 0; c < channels; c++) {
                    dx[to + c] = mask.counts(sample, position) ? dy[sample * channels + c] / count : 0;
                }
            }
        }
    }
}
