package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.RowFunction;

/**
 * What follows a convolution while its sums are still in the processor's cache: maximum pooling, an activation, or both. The
 * sums that are pooled stand side by side in as many arrays as a pool has taps, so that all loops are long ones over one index.
 * The pooling comes first, since the activation only grows: its largest value is that of the largest sum, and there are fewer
 * of these. Of a pool with two infinite sums, gradients are NaN.
 */
final class Epilogue {
    private final int taps;
    /** Null for none. */
    private final RowFunction activation;

    private final float[][] sums;
    private float[] y = {};
    private float[] winners = {};

    /**
     * @param taps of a pool; 1 for no pooling
     * @param activation see {@link ConvolutionKernel#with(RowFunction)}; null for none
     */
    Epilogue(int taps, RowFunction activation) {
        this.taps = taps;
        this.activation = activation;
        sums = new float[taps][0];
    }

    /** Whether there is anything to do. */
    boolean isNeeded() {
        return activation != null || taps > 1;
    }

    /** The sums that a tap sees, with room for so many. */
    float[] sums(int tap, int count) {
        sums[tap] = ConvolutionKernel.room(sums[tap], count);
        return sums[tap];
    }

    /**
     * Writes what becomes of the sums.
     *
     * @param allWinners which tap of a pool had the largest sum is written, where y is; null if it is not wanted
     */
    void forward(int count, float[] allY, float[] allWinners, int at) {
        float[] largest = sums[0];
        if (allWinners != null) {
            winners = ConvolutionKernel.room(winners, count);
            Arrays.fill(winners, 0, count, 0);
        }
        for (int tap = 1; tap < taps; tap++) {
            if (allWinners != null) {
                takeWinners(winners, tap, largest, sums[tap], count);
            }
            takeLarger(largest, sums[tap], count);
        }
        if (allWinners != null) {
            System.arraycopy(winners, 0, allWinners, at, count);
        }
        if (activation != null) {
            activation.forward(largest, largest, count, 1);
        }
        System.arraycopy(largest, 0, allY, at, count);
    }

    /** The tap wins where its sum is larger: a comparison would not be vectorised, and be mispredicted. */
    private static void takeWinners(float[] winners, float tap, float[] largest, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            float isLarger = Math.min(Math.max((sums[i] - largest[i]) * Float.MAX_VALUE, 0), 1);
            winners[i] += isLarger * (tap - winners[i]);
        }
    }

    private static void takeLarger(float[] largest, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            largest[i] = Math.max(largest[i], sums[i]);
        }
    }

    /** Writes the gradients with respect to the sums in their place, of which there is room for so many. */
    void backward(int count, float[] allY, float[] allDy, float[] allWinners, int at) {
        float[] gradient = sums(0, count);
        System.arraycopy(allDy, at, gradient, 0, count);
        if (activation != null) {
            y = ConvolutionKernel.room(y, count);
            System.arraycopy(allY, at, y, 0, count);
            activation.backward(y, y, gradient, gradient, count, 1);
        }
        if (taps > 1) {
            winners = ConvolutionKernel.room(winners, count);
            System.arraycopy(allWinners, at, winners, 0, count);
            for (int tap = taps - 1; tap >= 0; tap--) {
                giveWinner(winners, tap, gradient, sums(tap, count), count);
            }
        }
    }

    private static void giveWinner(float[] winners, float tap, float[] gradient, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] = gradient[i] * (1 - Math.min(Math.abs(winners[i] - tap), 1));
        }
    }
}
