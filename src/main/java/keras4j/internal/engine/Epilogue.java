package keras4j.internal.engine;

import java.util.Arrays;

/**
 * What follows a convolution while its sums are still in the processor's cache: maximum pooling, relu, or both. The sums that
 * are pooled stand side by side in as many arrays as a pool has taps, so that all loops are long ones over one index. The
 * pooling comes first: the largest of relu's is relu of the largest, and there are fewer of these.
 */
final class Epilogue {
    private final int taps;
    private final boolean hasRelu;
    private final float[][] sums;
    private float[] y = {};
    private float[] winners = {};

    /** @param taps of a pool; 1 for no pooling */
    Epilogue(int taps, boolean hasRelu) {
        this.taps = taps;
        this.hasRelu = hasRelu;
        sums = new float[taps][0];
    }

    /** Whether there is anything to do. */
    boolean isNeeded() {
        return hasRelu || taps > 1;
    }

    /** The sums that a tap sees, with room for so many. */
    float[] sums(int tap, int count) {
        if (sums[tap].length < count) {
            sums[tap] = new float[count];
        }
        return sums[tap];
    }

    /**
     * Writes what becomes of the sums.
     *
     * @param allWinners which tap of a pool had the largest sum is written, where y is; null if it is not wanted
     */
    void forward(int count, float[] allY, float[] allWinners, int at) {
        float[] largest = sums[0];
        winners = allWinners == null ? winners : cleared(winners, count);
        for (int tap = 1; tap < taps; tap++) {
            if (allWinners != null) {
                takeWinners(winners, tap, largest, sums[tap], count);
            }
            takeLarger(largest, sums[tap], count);
        }
        if (allWinners != null) {
            System.arraycopy(winners, 0, allWinners, at, count);
        }
        if (hasRelu) {
            relu(largest, count);
        }
        System.arraycopy(largest, 0, allY, at, count);
    }

    private static float[] cleared(float[] array, int count) {
        if (array.length < count) {
            return new float[count];
        }
        Arrays.fill(array, 0, count, 0);
        return array;
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

    private static void relu(float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = Math.max(y[i], 0);
        }
    }

    /** Writes the gradients with respect to the sums in their place, of which there is room for so many. */
    void backward(int count, float[] allY, float[] allDy, float[] allWinners, int at) {
        float[] gradient = sums(0, count);
        System.arraycopy(allDy, at, gradient, 0, count);
        if (hasRelu) {
            y = y.length < count ? new float[count] : y;
            System.arraycopy(allY, at, y, 0, count);
            backOfRelu(gradient, y, count);
        }
        if (taps > 1) {
            winners = winners.length < count ? new float[count] : winners;
            System.arraycopy(allWinners, at, winners, 0, count);
            for (int tap = taps - 1; tap >= 0; tap--) {
                giveWinner(winners, tap, gradient, sums(tap, count), count);
            }
        }
    }

    /** The factor is 1 where y is positive, else 0. */
    private static void backOfRelu(float[] gradient, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] *= Math.min(y[i] * Float.MAX_VALUE, 1);
        }
    }

    private static void giveWinner(float[] winners, float tap, float[] gradient, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] = gradient[i] * (1 - Math.min(Math.abs(winners[i] - tap), 1));
        }
    }
}
