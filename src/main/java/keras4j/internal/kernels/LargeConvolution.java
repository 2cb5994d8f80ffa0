package keras4j.internal.kernels;

import keras4j.core.Parallel;

/**
 * A convolution by BLAS: each thread takes some of the images, writes the patches of a few at a time, which stay in the
 * processor's cache, and multiplies them. A bias is one more row of the kernel, for a patch's last number, which is 1.
 */
abstract class LargeConvolution implements Kernel {
    /** Positions whose patches are multiplied at once. */
    private static final int POSITIONS = 384;
    /** Multiplications that are worth another thread. */
    private static final int LEAST = 1 << 18;

    /** The numbers of what tiles have for a thread: arrays of patches, of the sums of a group, and of the {@link Epilogue}. */
    private static final int PATCHES = 0;

    private static final int SUMS = 1;
    private static final int OTHERS = 2;
    /** Matrices of patches and of sums. */
    private static final int INPUTS = 0;

    private static final int OUTPUTS = 1;

    final Tiles tiles;
    final Epilogue epilogue;
    final int filters;
    final int groups;
    final int samples;
    final int groupFilters;
    /** The numbers that a group's patch has of the image. */
    final int patch;
    /** The same and the bias's 1. */
    final int inner;

    private final View x;
    private final View kernel;
    private final View bias;
    private final int groupChannels;
    /** The outputs of one image are these, times the filters. */
    private final int positions;
    /** Images that a thread works on at once. */
    private final int tile;
    /** For each tap of a pool the patches that it sees. */
    private final Im2col[] im2col;

    private final Matrix[] kernels;
    private final float[] packed;
    private final Parallel parallel;
    private long kernelVersion = -1;
    private long biasVersion = -1;

    /**
     * @param bias null if it is not read
     * @param hasBias whether patches end with a 1
     */
    LargeConvolution(Convolution of, View x, View kernel, View bias, boolean hasBias, Tiles tiles) {
        this.x = x;
        this.kernel = kernel;
        this.bias = bias;
        this.tiles = tiles;
        Window[] windows = of.windows();
        epilogue = new Epilogue(tiles, OTHERS, windows.length, of.isRelu());
        filters = of.filters();
        groups = of.groups();
        samples = of.samples(x);
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
        packed = new float[inner * groupFilters];
        long perImage = Math.max(1, (long) windows.length * positions * patch * filters);
        parallel = Parallel.whole(this::images, (int) Math.max(1, LEAST / perImage));
    }

    /** Works on all images. */
    final void runImages() {
        parallel.run(0, samples);
    }

    private void images(int part, int from, int to) {
        for (int image = from; image < to; image += tile) {
            int end = Math.min(image + tile, to);
            tile(part, image, end, image * positions * filters, (end - image) * positions * filters);
        }
    }

    /**
     * Works on some images.
     *
     * @param at where their outputs begin
     * @param count the number of these
     */
    abstract void tile(int part, int from, int to, int at, int count);

    /** The taps of a pool; 1 without pools. */
    final int taps() {
        return im2col.length;
    }

    /** Copies the kernel to where BLAS reads it, unless it is the same as before; a bias behind it. */
    final void putKernels() {
        if (isCurrent(kernelVersion, kernel) && (bias == null || isCurrent(biasVersion, bias))) {
            return;
        }
        int rows = bias == null ? patch : inner;
        for (int g = 0; g < groups; g++) {
            for (int row = 0; row < rows; row++) {
                View from = row < patch ? kernel : bias;
                int begin = from.offset() + (row < patch ? row * filters : 0) + g * groupFilters;
                System.arraycopy(from.array(), begin, packed, row * groupFilters, groupFilters);
            }
            if (kernels[g] == null) {
                kernels[g] = Matrix.of(groupFilters);
            }
            kernels[g].rows(rows);
            kernels[g].put(0, packed, 0, 0, rows);
        }
        kernelVersion = kernel.buffer().version();
        biasVersion = bias == null ? -1 : bias.buffer().version();
    }

    private static boolean isCurrent(long version, View weights) {
        return version >= 0 && version == weights.buffer().version();
    }

    final Matrix kernel(int g) {
        return kernels[g];
    }

    /** A thread's matrix of so many patches. */
    final Matrix inputs(int part, int rows) {
        return matrix(part, INPUTS, rows, inner);
    }

    /** The same of the sums of a group. */
    final Matrix outputs(int part, int rows) {
        return matrix(part, OUTPUTS, rows, groupFilters);
    }

    /** The same of the gradients of a group's kernel. */
    final Matrix gradients(int part, int g) {
        return matrix(part, OUTPUTS + 1 + g, inner, groupFilters);
    }

    private Matrix matrix(int part, int number, int rows, int columns) {
        Matrix matrix = tiles.matrix(part, number);
        matrix.reshape(rows, columns);
        return matrix;
    }

    /** Calls a step for pieces of the positions of some images, which begin there. */
    final void pieces(int part, int tap, int image, int end, float[] numbers, int begin) {
        int first = image * positions;
        int last = end * positions;
        for (int from = first; from < last; from += POSITIONS) {
            int count = Math.min(POSITIONS, last - from);
            int at = begin + (from - first) * filters;
            for (int g = 0; g < groups; g++) {
                piece(part, tap, from, count, g, numbers, at);
            }
        }
    }

    /**
     * Works on some positions for a group.
     *
     * @param numbers sums, or gradients of these, all groups' from {@code at} on
     */
    abstract void piece(int part, int tap, int from, int count, int g, float[] numbers, int at);

    /** The patches of some positions as a matrix. */
    final Matrix patches(int part, int tap, int from, int count, int g) {
        float[] patches = tiles.register(part, PATCHES, count * inner);
        im2col[tap].write(x.array(), x.offset() + g * groupChannels, from, from + count, patches);
        for (int row = 0; row < count && inner > patch; row++) {
            patches[row * inner + patch] = 1;
        }
        Matrix inputs = inputs(part, count);
        inputs.put(part, patches, 0, 0, count);
        return inputs;
    }

    /** Adds what a matrix has in the place of patches to gradients of images. */
    final void addPatches(int part, int tap, int from, int count, int g, Matrix inputs, View dx) {
        float[] patches = tiles.register(part, PATCHES, count * inner);
        inputs.get(part, patches, 0, 0, count);
        im2col[tap].addBack(patches, from, from + count, dx.array(), dx.offset() + g * groupChannels);
    }

    /** The sums of a group, copied out of all. */
    final void putSums(int part, float[] all, int at, int count, int g, Matrix outputs) {
        if (groups == 1) {
            outputs.put(part, all, at, 0, count);
            return;
        }
        float[] sums = tiles.register(part, SUMS, count * groupFilters);
        for (int row = 0; row < count; row++) {
            System.arraycopy(all, at + row * filters + g * groupFilters, sums, row * groupFilters, groupFilters);
        }
        outputs.put(part, sums, 0, 0, count);
    }

    /** The way back. */
    final void takeSums(int part, Matrix outputs, float[] all, int at, int count, int g) {
        if (groups == 1) {
            outputs.get(part, all, at, 0, count);
            return;
        }
        float[] sums = tiles.register(part, SUMS, count * groupFilters);
        outputs.get(part, sums, 0, 0, count);
        for (int row = 0; row < count; row++) {
            System.arraycopy(sums, row * groupFilters, all, at + row * filters + g * groupFilters, groupFilters);
        }
    }
}
