package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Parallel;

/**
 * A convolution by BLAS: each thread takes some of the images, writes the patches of a few at a time, which stay in the
 * processor's cache, and multiplies them. Gradients of weights are each thread's own until they are added up at the end.
 */
final class LargeConvolution {
    /** Numbers that the processor's cache has room for. */
    private static final int CACHED = 1 << 16;
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
    private final int imagesAtOnce;
    private final NativeMatrix[] kernels;
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
        imagesAtOnce = Math.max(1, CACHED / (window.positions() * (patch + groupFilters)));
        kernels = new NativeMatrix[groups];
        for (int g = 0; g < groups; g++) {
            kernels[g] = new NativeMatrix(groupFilters);
        }
        packed = new float[patch * groupFilters];
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
        private final float[] biasGradient = new float[filters];
        private float[] patches = {};
        private float[] results = {};
        private boolean hasRun;

        Slice(int part) {
            this.part = part;
            for (int g = 0; g < groups; g++) {
                gradients[g] = new NativeMatrix(groupFilters);
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
            for (int first = from; first < to; first += imagesAtOnce) {
                int rows = Math.min(imagesAtOnce, to - first) * window.positions();
                rows(rows);
                for (int g = 0; g < groups; g++) {
                    putPatches(first, rows, g);
                    outputs.multiply(part, inputs, kernels[g], 0, rows);
                    outputs.get(part, results, 0, 0, rows);
                    takeResults(first * window.positions(), rows, g);
                }
            }
        }

        private void putPatches(int first, int rows, int g) {
            for (int i = 0; i < rows / window.positions(); i++) {
                int image = (first + i) * window.imageSize();
                window.patches(x, image, g * groupChannels, groupChannels, patches, i * window.positions() * patch);
            }
            inputs.put(part, patches, 0, 0, rows);
        }

        /** Adds the bias. */
        private void takeResults(int firstRow, int rows, int g) {
            int bias = offset + patch * filters + g * groupFilters;
            for (int row = 0; row < rows; row++) {
                int to = (firstRow + row) * filters + g * groupFilters;
                if (hasBias) {
                    add(results, row * groupFilters, weights, bias, y, to, groupFilters);
                } else {
                    System.arraycopy(results, row * groupFilters, y, to, groupFilters);
                }
            }
        }

        void backward(int from, int to) {
            Arrays.fill(biasGradient, 0);
            for (int first = from; first < to; first += imagesAtOnce) {
                int images = Math.min(imagesAtOnce, to - first);
                int rows = images * window.positions();
                rows(rows);
                int size = window.imageSize();
                if (dx != null) {
                    Arrays.fill(dx, first * size, (first + images) * size, 0);
                }
                for (int g = 0; g < groups; g++) {
                    putResults(first * window.positions(), rows, g);
                    putPatches(first, rows, g);
                    gradients[g].rows(patch);
                    gradients[g].addTransposed(part, inputs, outputs, rows, hasRun);
                    if (dx != null) {
                        takePatches(first, rows, g);
                    }
                }
                hasRun = true;
            }
        }

        private void putResults(int firstRow, int rows, int g) {
            for (int row = 0; row < rows; row++) {
                int from = (firstRow + row) * filters + g * groupFilters;
                System.arraycopy(dy, from, results, row * groupFilters, groupFilters);
            }
            for (int row = 0; row < rows && hasBias; row++) {
                addTo(biasGradient, g * groupFilters, results, row * groupFilters, groupFilters);
            }
            outputs.put(part, results, 0, 0, rows);
        }

        private void takePatches(int first, int rows, int g) {
            inputs.multiplyByTransposed(part, outputs, kernels[g], rows, 0, patch);
            inputs.get(part, patches, 0, 0, rows);
            for (int i = 0; i < rows / window.positions(); i++) {
                int image = (first + i) * window.imageSize();
                window.addPatches(patches, i * window.positions() * patch, dx, image, g * groupChannels, groupChannels);
            }
        }

        void addGradients(float[] all) {
            for (int g = 0; g < groups; g++) {
                gradients[g].get(part, packed, 0, 0, patch);
                for (int row = 0; row < patch; row++) {
                    int to = offset + row * filters + g * groupFilters;
                    addTo(all, to, packed, row * groupFilters, groupFilters);
                }
            }
            if (hasBias) {
                addTo(all, offset + patch * filters, biasGradient, 0, filters);
            }
        }
    }

    private static void add(float[] a, int fromA, float[] b, int fromB, float[] sum, int to, int count) {
        for (int i = 0; i < count; i++) {
            sum[to + i] = a[fromA + i] + b[fromB + i];
        }
    }

    private static void addTo(float[] sum, int to, float[] more, int from, int count) {
        for (int i = 0; i < count; i++) {
            sum[to + i] += more[from + i];
        }
    }
}
