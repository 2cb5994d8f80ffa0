package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Mask;

/** Mean and variance of each channel over what a mask lets count. */
public final class MaskedMoments {
    private final Mask mask;
    private final int[] positions;
    private final int channels;
    private final int[] counted;
    private final double[] sum;

    /**
     * @param positions for each number of a sample, channels last, that of the mask which it is at
     * @param channels how many there are
     */
    public MaskedMoments(Mask mask, int[] positions, int channels) {
        this.mask = mask;
        this.positions = positions;
        this.channels = channels;
        counted = new int[channels];
        sum = new double[channels];
    }

    /** Finds them, for samples whose mask has been found; 0 where nothing counts. */
    void find(float[] x, int samples, float[] mean, float[] variance) {
        Arrays.fill(counted, 0);
        Arrays.fill(sum, 0);
        for (int i = 0; i < samples * positions.length; i++) {
            if (counts(i)) {
                counted[i % channels]++;
                sum[i % channels] += x[i];
            }
        }
        toMeans(mean);
        Arrays.fill(sum, 0);
        for (int i = 0; i < samples * positions.length; i++) {
            if (counts(i)) {
                double difference = x[i] - mean[i % channels];
                sum[i % channels] += difference * difference;
            }
        }
        toMeans(variance);
    }

    private void toMeans(float[] means) {
        for (int c = 0; c < channels; c++) {
            means[c] = (float) (sum[c] / counted(c));
        }
    }

    /** How many numbers of a channel counted; 1 if none did. */
    int counted(int channel) {
        return Math.max(1, counted[channel]);
    }

    /** Whether this one of all numbers counts. */
    boolean counts(int index) {
        return mask.counts(index / positions.length, positions[index % positions.length]);
    }
}
