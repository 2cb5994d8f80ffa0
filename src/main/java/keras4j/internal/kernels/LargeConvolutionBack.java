package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/** A {@link LargeConvolution}'s way back. Gradients of weights are each thread's own until they are added up at the end. */
final class LargeConvolutionBack extends LargeConvolution {
    private final View y;
    private final View winners;
    private final View dy;
    private final View dx;
    private final View dkernel;
    private final View dbias;
    private final float[] ofWeights;
    /** Which threads have gradients of weights. */
    private final boolean[] hasRun = new boolean[Parallel.PARTS];

    LargeConvolutionBack(
            Convolution of,
            View x,
            View kernel,
            View y,
            View winners,
            View dy,
            View dx,
            View dkernel,
            View dbias,
            Tiles tiles) {
        super(of, x, kernel, null, dbias != null, tiles);
        this.y = y;
        this.winners = winners;
        this.dy = dy;
        this.dx = dx;
        this.dkernel = dkernel;
        this.dbias = dbias;
        ofWeights = new float[isTrained() ? inner * groupFilters : 0];
    }

    private boolean isTrained() {
        return dkernel != null || dbias != null;
    }

    @Override
    public void run() {
        if (dx != null) {
            putKernels();
        }
        Arrays.fill(hasRun, false);
        runImages();
        if (isTrained()) {
            addGradients();
        }
    }

    @Override
    void tile(int part, int from, int to, int at, int count) {
        if (dx != null) {
            int size = dx.size() / samples;
            Arrays.fill(dx.array(), dx.offset() + from * size, dx.offset() + to * size, 0);
        }
        if (!epilogue.isNeeded()) {
            pieces(part, 0, from, to, dy.array(), dy.offset() + at);
            return;
        }
        epilogue.backward(part, count, at, y, dy, winners);
        for (int tap = 0; tap < taps(); tap++) {
            pieces(part, tap, from, to, epilogue.sums(part, tap, count), 0);
        }
    }

    @Override
    void piece(int part, int tap, int from, int count, int g, float[] numbers, int at) {
        Matrix outputs = outputs(part, count);
        putSums(part, numbers, at, count, g, outputs);
        if (isTrained()) {
            Matrix inputs = patches(part, tap, from, count, g);
            gradients(part, g).addTransposed(part, inputs, outputs, count, hasRun[part]);
            hasRun[part] |= g == groups - 1;
        }
        if (dx != null) {
            Matrix inputs = inputs(part, count);
            inputs.multiplyByTransposed(part, outputs, kernel(g), count, 0, patch);
            addPatches(part, tap, from, count, g, inputs, dx);
        }
    }

    private void addGradients() {
        clear(dkernel);
        clear(dbias);
        for (int part = 0; part < hasRun.length; part++) {
            for (int g = 0; g < groups && hasRun[part]; g++) {
                gradients(part, g).get(part, ofWeights, 0, 0, inner);
                for (int row = 0; row < patch && dkernel != null; row++) {
                    add(row, dkernel, row * filters + g * groupFilters);
                }
                if (dbias != null) {
                    add(patch, dbias, g * groupFilters);
                }
            }
        }
    }

    private static void clear(View gradient) {
        if (gradient != null) {
            Arrays.fill(gradient.array(), gradient.offset(), gradient.offset() + gradient.size(), 0);
        }
    }

    /** Adds a row of a thread's gradients. */
    private void add(int row, View to, int at) {
        float[] sum = to.array();
        int first = to.offset() + at;
        int from = row * groupFilters;
        for (int i = 0; i < groupFilters; i++) {
            sum[first + i] += ofWeights[from + i];
        }
    }
}
