package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Parallel;

/**
 * A convolution by BLAS: each thread takes some of the images, writes the patches of a few at a time, which stay in the
 * processor's cache, and multiplies them. Gradients of weights are each thread's own until they are added up at the end.
 */
final class LargeConvolution {
    /** Positions whose patches are multiplied at once: with twice as many, OpenBLAS was half as fast. */
    private static final int POSITIONS = 384;
    /** Numbers of the patches that are multiplied at once, for the same reason. */
    private static final int INNER = 128;
    /** Multiplications that are worth another thread. */
    private static final int LEAST = 1 << 18;

    private final Window window;
    private final int filters;
    private final int groups;
    private final int offset;
    private final boolean hasBias;
    private final int groupChannels;
    private final int groupFilters;
    private final int patch;
    private final NativeMatrix[] kernels;
    private final NativeMatrix ones = new NativeMatrix(1);
    /** A row for each of the positions that are multiplied at once. */
    private final float[][] biases;

    private final float[] packed;
    private final Slice[] slices = new Slice[Parallel.PARTS];
    private final Parallel forward;
    private final Parallel backward;
    private boolean isCurrent;
    private float[] weights;
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] dx;

    LargeConvolution(Window window, int filters, int groups, int offset, boolean hasBias) {
        this.window = window;
        this.filters = filters;
        this.groups = groups;
        this.offset = offset;
        this.hasBias = hasBias;
        groupChannels = window.channels() / groups;
        groupFilters = filters / groups;
        patch = window.taps() * groupChannels;
        kernels = new NativeMatrix[groups];
        for (int g = 0; g < groups; g++) {
            kernels[g] = new NativeMatrix(groupFilters);
        }
        biases = new float[groups][POSITIONS * groupFilters];
        packed = new float[patch * groupFilters];
        float[] one = new float[POSITIONS];
        Arrays.fill(one, 1);
        ones.rows(POSITIONS);
        ones.put(0, one, 0, 0, POSITIONS);
        for (int part = 0; part < slices.length; part++) {
            slices[part] = new Slice(part);
        }
        long perImage = Math.max(1, (long) window.positions() * patch * filters);
        int least = (int) Math.max(1, LEAST / perImage);
        forward = new Parallel((part, from, to) -> slices[part].forward(from, to), least);
        backward = new Parallel((part, from, to) -> slices[part].backward(from, to), least);
    }

    void weightsChanged() {
        isCurrent = false;
    }

    void forward(float[] weights, float[] x, float[] y, int samples) {
        this.weights = weights;
        this.x = x;
        this.y = y;
        if (!isCurrent) {
            putKernels();
            isCurrent = true;
        }
        forward.run(0, samples);
    }

    private void putKernels() {
        for (int g = 0; g < groups; g++) {
            for (int row = 0; row < patch; row++) {
                int from = offset + row * filters + g * groupFilters;
                System.arraycopy(weights, from, packed, row * groupFilters, groupFilters);
            }
            kernels[g].rows(patch);
            kernels[g].put(0, packed, 0, 0, patch);
            for (int row = 0; row < POSITIONS && hasBias; row++) {
                int from = offset + patch * filters + g * groupFilters;
                System.arraycopy(weights, from, biases[g], row * groupFilters, groupFilters);
            }
        }
    }

    void backward(float[] x, float[] dy, float[] dx, float[] gradients, int samples) {
        this.x = x;
        this.dy = dy;
        this.dx = dx;
        Arrays.fill(gradients, offset, offset + patch * filters + (hasBias ? filters : 0), 0);
        for (Slice slice : slices) {
            slice.hasRun = false;
        }
        backward.run(0, samples);
        for (Slice slice : slices) {
            if (slice.hasRun) {
                slice.addGradients(gradients);
            }
        }
    }

    /** What one thread works on, and with. */
    private final class Slice {
        private final int part;
        private final NativeMatrix inputs = new NativeMatrix(patch);
        private final NativeMatrix outputs = new NativeMatrix(groupFilters);
        private final NativeMatrix[] gradients = new NativeMatrix[groups];
        private final NativeMatrix[] biasGradients = new NativeMatrix[groups];
        private float[] patches = {};
        private float[] results = {};
        private boolean hasRun;

        Slice(int part) {
            this.part = part;
            for (int g = 0; g < groups; g++) {
                gradients[g] = new NativeMatrix(groupFilters);
                biasGradients[g] = new NativeMatrix(groupFilters);
            }
        }

        /** Room for so many positions. */
        private void rows(int rows) {
            inputs.rows(rows);
            outputs.rows(rows);
            if (results.length < rows * groupFilters) {
                patches = new float[rows * patch];
                results = new float[rows * groupFilters];
            }
        }

        void forward(int from, int to) {
            int last = to * window.positions();
            for (int first = from * window.positions(); first < last; first += POSITIONS) {
                int rows = Math.min(POSITIONS, last - first);
                rows(rows);
                for (int g = 0; g < groups; g++) {
                    putPatches(first, rows, g);
                    outputs.put(part, biases[g], 0, 0, rows);
                    for (int k = 0; k < patch; k += INNER) {
                        outputs.addProduct(part, inputs, kernels[g], rows, k, Math.min(k + INNER, patch));
                    }
                    takeResults(first, rows, g);
                }
            }
        }

        private void putPatches(int first, int rows, int g) {
            window.patches(x, first, first + rows, g * groupChannels, groupChannels, patches);
            inputs.put(part, patches, 0, 0, rows);
        }

        private void takeResults(int first, int rows, int g) {
            if (groups == 1) {
                outputs.get(part, y, first * filters, 0, rows);
                return;
            }
            outputs.get(part, results, 0, 0, rows);
            for (int row = 0; row < rows; row++) {
                int to = (first + row) * filters + g * groupFilters;
                System.arraycopy(results, row * groupFilters, y, to, groupFilters);
            }
        }

        void backward(int from, int to) {
            if (dx != null) {
                Arrays.fill(dx, from * window.imageSize(), to * window.imageSize(), 0);
            }
            int last = to * window.positions();
            for (int first = from * window.positions(); first < last; first += POSITIONS) {
                int rows = Math.min(POSITIONS, last - first);
                rows(rows);
                for (int g = 0; g < groups; g++) {
                    putResults(first, rows, g);
                    putPatches(first, rows, g);
                    gradients[g].rows(patch);
                    gradients[g].addTransposed(part, inputs, outputs, rows, hasRun);
                    biasGradients[g].rows(1);
                    biasGradients[g].addTransposed(part, ones, outputs, rows, hasRun);
                    if (dx != null) {
                        takePatches(first, rows, g);
                    }
                }
                hasRun = true;
            }
        }

        private void putResults(int first, int rows, int g) {
            if (groups == 1) {
                outputs.put(part, dy, first * filters, 0, rows);
                return;
            }
            for (int row = 0; row < rows; row++) {
                int from = (first + row) * filters + g * groupFilters;
                System.arraycopy(dy, from, results, row * groupFilters, groupFilters);
            }
            outputs.put(part, results, 0, 0, rows);
        }

        private void takePatches(int first, int rows, int g) {
            inputs.multiplyByTransposed(part, outputs, kernels[g], rows, 0, patch);
            inputs.get(part, patches, 0, 0, rows);
            window.addPatches(patches, first, first + rows, dx, g * groupChannels, groupChannels);
        }

        void addGradients(float[] all) {
            for (int g = 0; g < groups; g++) {
                gradients[g].get(part, packed, 0, 0, patch);
                for (int row = 0; row < patch; row++) {
                    addTo(all, offset + row * filters + g * groupFilters, packed, row * groupFilters, groupFilters);
                }
                if (hasBias) {
                    biasGradients[g].get(part, packed, 0, 0, 1);
                    addTo(all, offset + patch * filters + g * groupFilters, packed, 0, groupFilters);
                }
            }
        }
    }

    private static void addTo(float[] sum, int to, float[] more, int from, int count) {
        for (int i = 0; i < count; i++) {
            sum[to + i] += more[from + i];
        }
    }
}
