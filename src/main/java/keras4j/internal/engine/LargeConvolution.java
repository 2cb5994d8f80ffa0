package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Parallel;
import keras4j.core.RowFunction;

/**
 * A convolution by BLAS: each thread takes some of the images, writes the patches of a few at a time, which stay in the
 * processor's cache, and multiplies them. A bias is one more row of the kernel, for a patch's last number, which is 1.
 * Gradients of weights are each thread's own until they are added up at the end.
 */
final class LargeConvolution {
    /** Positions whose patches are multiplied at once. */
    private static final int POSITIONS = 384;
    /** Multiplications that are worth another thread. */
    private static final int LEAST = 1 << 18;

    private final int filters;
    private final int groups;
    private final int offset;
    private final int imageSize;
    /** The outputs of one image are these, times the filters. */
    private final int positions;

    private final int groupChannels;
    private final int groupFilters;
    /** The numbers that a group's patch has of the image. */
    private final int patch;
    /** The same and the bias's 1. */
    private final int inner;
    /** Images that a thread works on at once. */
    private final int tile;

    /** For each tap of a pool the patches that it sees. */
    private final Im2col[] im2col;

    private final Matrix[] kernels;
    private final float[] packed;
    private final Slice[] slices = new Slice[Parallel.PARTS];
    private final Parallel forward;
    private final Parallel backward;
    private boolean isCurrent;
    /** For each output the tap that had the largest sum. */
    private float[] winners = {};

    private boolean findsWinners;
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] dx;

    /**
     * @param windows the convolution's; if a maximum pooling follows, one for each tap of a pool
     * @param activation what follows; null for nothing
     */
    LargeConvolution(Window[] windows, int filters, int groups, int offset, boolean hasBias, RowFunction activation) {
        this.filters = filters;
        this.groups = groups;
        this.offset = offset;
        imageSize = windows[0].imageSize();
        positions = windows[0].positions();
        groupChannels = windows[0].channels() / groups;
        groupFilters = filters / groups;
        patch = windows[0].taps() * groupChannels;
        inner = hasBias ? patch + 1 : patch;
        tile = Math.max(1, POSITIONS / positions);
        im2col = new Im2col[windows.length];
        for (int tap = 0; tap < windows.length; tap++) {
            im2col[tap] = new Im2col(windows[tap], groupChannels, inner);
        }
        kernels = new Matrix[groups];
        for (int g = 0; g < groups; g++) {
            kernels[g] = Matrix.of(groupFilters);
        }
        packed = new float[inner * groupFilters];
        for (int part = 0; part < slices.length; part++) {
            slices[part] = new Slice(part, new Epilogue(windows.length, activation));
        }
        long perImage = Math.max(1, (long) windows.length * positions * patch * filters);
        int least = (int) Math.max(1, LEAST / perImage);
        forward = Parallel.whole((part, from, to) -> slices[part].forward(from, to), least);
        backward = Parallel.whole((part, from, to) -> slices[part].backward(from, to), least);
    }

    void weightsChanged() {
        isCurrent = false;
    }

    void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        this.x = x;
        this.y = y;
        if (!isCurrent) {
            putKernels(weights);
            isCurrent = true;
        }
        findsWinners = training && im2col.length > 1;
        if (findsWinners) {
            winners = ConvolutionKernel.room(winners, Math.multiplyExact(samples, positions * filters));
        }
        forward.run(0, samples);
    }

    private void putKernels(float[] weights) {
        for (int g = 0; g < groups; g++) {
            for (int row = 0; row < inner; row++) {
                int from = offset + row * filters + g * groupFilters;
                System.arraycopy(weights, from, packed, row * groupFilters, groupFilters);
            }
            kernels[g].rows(inner);
            kernels[g].put(0, packed, 0, 0, inner);
        }
    }

    void backward(float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        this.x = x;
        this.y = y;
        this.dy = dy;
        this.dx = dx;
        Arrays.fill(gradients, offset, offset + inner * filters, 0);
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
        private final Epilogue epilogue;
        private final Matrix inputs = Matrix.of(inner);
        private final Matrix outputs = Matrix.of(groupFilters);
        private final Matrix[] gradients = new Matrix[groups];
        private float[] patches = {};
        private float[] groupSums = {};
        private boolean hasRun;

        Slice(int part, Epilogue epilogue) {
            this.part = part;
            this.epilogue = epilogue;
            for (int g = 0; g < groups; g++) {
                gradients[g] = Matrix.of(groupFilters);
            }
        }

        void forward(int from, int to) {
            for (int image = from; image < to; image += tile) {
                int end = Math.min(image + tile, to);
                int at = image * positions * filters;
                int count = (end - image) * positions * filters;
                if (!epilogue.isNeeded()) {
                    convolve(0, image, end, y, at);
                    continue;
                }
                for (int tap = 0; tap < im2col.length; tap++) {
                    convolve(tap, image, end, epilogue.sums(tap, count), 0);
                }
                epilogue.forward(count, y, findsWinners ? winners : null, at);
            }
        }

        void backward(int from, int to) {
            if (dx != null) {
                Arrays.fill(dx, from * imageSize, to * imageSize, 0);
            }
            for (int image = from; image < to; image += tile) {
                int end = Math.min(image + tile, to);
                int at = image * positions * filters;
                int count = (end - image) * positions * filters;
                if (!epilogue.isNeeded()) {
                    takeBack(0, image, end, dy, at);
                    continue;
                }
                epilogue.backward(count, y, dy, winners, at);
                for (int tap = 0; tap < im2col.length; tap++) {
                    takeBack(tap, image, end, epilogue.sums(tap, count), 0);
                }
            }
        }

        /** Room for so many positions. */
        private void rows(int rows) {
            inputs.rows(rows);
            outputs.rows(rows);
            if (groupSums.length < rows * groupFilters) {
                patches = new float[rows * inner];
                groupSums = new float[rows * groupFilters];
                for (int row = 0; row < rows && inner > patch; row++) {
                    patches[row * inner + patch] = 1;
                }
            }
        }

        /** Writes the sums of these images that a tap sees into an array, where they begin there. */
        private void convolve(int tap, int image, int end, float[] target, int begin) {
            int first = image * positions;
            int last = end * positions;
            for (int from = first; from < last; from += POSITIONS) {
                int count = Math.min(POSITIONS, last - from);
                rows(count);
                for (int g = 0; g < groups; g++) {
                    putPatches(tap, from, count, g);
                    outputs.multiply(part, inputs, kernels[g], 0, count);
                    takeSums(target, begin + (from - first) * filters, count, g);
                }
            }
        }

        private void putPatches(int tap, int from, int count, int g) {
            im2col[tap].write(x, from, from + count, g * groupChannels, patches);
            inputs.put(part, patches, 0, 0, count);
        }

        private void takeSums(float[] target, int begin, int count, int g) {
            if (groups == 1) {
                outputs.get(part, target, begin, 0, count);
                return;
            }
            outputs.get(part, groupSums, 0, 0, count);
            for (int row = 0; row < count; row++) {
                int to = begin + row * filters + g * groupFilters;
                System.arraycopy(groupSums, row * groupFilters, target, to, groupFilters);
            }
        }

        /** Takes the gradients of sums back, which begin there in an array. */
        private void takeBack(int tap, int image, int end, float[] source, int begin) {
            int first = image * positions;
            int last = end * positions;
            for (int from = first; from < last; from += POSITIONS) {
                int count = Math.min(POSITIONS, last - from);
                rows(count);
                for (int g = 0; g < groups; g++) {
                    putSums(source, begin + (from - first) * filters, count, g);
                    putPatches(tap, from, count, g);
                    gradients[g].rows(inner);
                    gradients[g].addTransposed(part, inputs, outputs, count, hasRun);
                    if (dx != null) {
                        takePatches(tap, from, count, g);
                    }
                }
                hasRun = true;
            }
        }

        private void putSums(float[] source, int begin, int count, int g) {
            if (groups == 1) {
                outputs.put(part, source, begin, 0, count);
                return;
            }
            for (int row = 0; row < count; row++) {
                int from = begin + row * filters + g * groupFilters;
                System.arraycopy(source, from, groupSums, row * groupFilters, groupFilters);
            }
            outputs.put(part, groupSums, 0, 0, count);
        }

        private void takePatches(int tap, int from, int count, int g) {
            inputs.multiplyByTransposed(part, outputs, kernels[g], count, 0, patch);
            inputs.get(part, patches, 0, 0, count);
            im2col[tap].addBack(patches, from, from + count, dx, g * groupChannels);
        }

        void addGradients(float[] all) {
            for (int g = 0; g < groups; g++) {
                gradients[g].get(part, packed, 0, 0, inner);
                for (int row = 0; row < inner; row++) {
                    addTo(all, offset + row * filters + g * groupFilters, packed, row * groupFilters, groupFilters);
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
