package keras4j.internal.kernels;

import java.util.Arrays;

/**
 * What follows a convolution while its sums are still in the processor's cache: maximum pooling, relu, or both. The
 * sums that are pooled stand side by side in as many arrays as a pool has taps, so that all loops are long ones over one index.
 * The pooling comes first, since relu only grows: its largest value is that of the largest sum, and there are fewer
 * of these. Of a pool with two infinite sums, gradients are NaN.
 */
final class Epilogue {
    private final Tiles tiles;
    /** The first of the arrays' numbers among the tiles. */
    private final int first;

    private final int taps;
    private final boolean isRelu;

    /** @param taps of a pool; 1 for no pooling */
    Epilogue(Tiles tiles, int first, int taps, boolean isRelu) {
        this.tiles = tiles;
        this.first = first;
        this.taps = taps;
        this.isRelu = isRelu;
    }

    /** Whether there is anything to do. */
    boolean isNeeded() {
        return isRelu || taps > 1;
    }

    /** The sums that a tap sees, with room for so many. */
    float[] sums(int part, int tap, int count) {
        return tiles.register(part, first + 2 + tap, count);
    }

    private float[] outputs(int part, int count) {
        return tiles.register(part, first, count);
    }

    private float[] winners(int part, int count) {
        return tiles.register(part, first + 1, count);
    }

    /**
     * Writes what becomes of the sums.
     *
     * @param at the place in the outputs
     * @param ofWinners which tap of a pool had the largest sum is written, where y is; null if it is not wanted
     */
    void forward(int part, int count, int at, View y, View ofWinners) {
        float[] largest = sums(part, 0, count);
        float[] winners = ofWinners == null ? null : winners(part, count);
        if (winners != null) {
            Arrays.fill(winners, 0, count, 0);
        }
        for (int tap = 1; tap < taps; tap++) {
            float[] sums = sums(part, tap, count);
            if (winners != null) {
                takeWinners(winners, tap, largest, sums, count);
            }
            takeLarger(largest, sums, count);
        }
        if (winners != null) {
            System.arraycopy(winners, 0, ofWinners.array(), ofWinners.offset() + at, count);
        }
        if (isRelu) {
            Arithmetic.relu(largest, largest, count, null);
        }
        System.arraycopy(largest, 0, y.array(), y.offset() + at, count);
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
    void backward(int part, int count, int at, View y, View dy, View ofWinners) {
        float[] gradient = sums(part, 0, count);
        System.arraycopy(dy.array(), dy.offset() + at, gradient, 0, count);
        if (isRelu) {
            float[] outputs = outputs(part, count);
            System.arraycopy(y.array(), y.offset() + at, outputs, 0, count);
            takeBackRelu(outputs, gradient, count);
        }
        if (taps > 1) {
            float[] winners = winners(part, count);
            System.arraycopy(ofWinners.array(), ofWinners.offset() + at, winners, 0, count);
            for (int tap = taps - 1; tap >= 0; tap--) {
                giveWinner(winners, tap, gradient, sums(part, tap, count), count);
            }
        }
    }

    /**
     * The factor is 1 where relu's output is positive, be it denormal, else 0: a comparison would be mispredicted, and not
     * vectorised.
     */
    private static void takeBackRelu(float[] outputs, float[] gradient, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] *= Math.min(outputs[i] * Float.MAX_VALUE * Float.MAX_VALUE, 1);
        }
    }

    private static void giveWinner(float[] winners, float tap, float[] gradient, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] = gradient[i] * (1 - Math.min(Math.abs(winners[i] - tap), 1));
        }
    }
}
