package keras4j.core;

import java.util.Arrays;
import java.util.List;

/**
 * The lengths of an array's axes. The shape of data is that of one sample: the batch axis is not in it and is added by {@link
 * #batched()} for a reader. The shapes of a model that is described can have lengths that are {@link #NONE}: each batch says
 * them.
 */
public final class Shape {
    /** A length that is not known: Keras's {@code None}. */
    public static final int NONE = Integer.MIN_VALUE;

    /** That of nothing: an axis without a number. */
    public static final Shape EMPTY = new Shape();

    private final int[] dims;
    private final boolean isKnown;
    private final int size;

    private Shape() {
        dims = new int[1];
        isKnown = true;
        size = 0;
    }

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 1 && dim != NONE) {
                throw KerasException.expected("shape", "positive lengths", Arrays.toString(dims));
            }
            product *= dim == NONE ? 1 : dim;
            if (product > Integer.MAX_VALUE) {
                KerasException tooLarge = KerasException.expected(
                        "shape", "at most " + Integer.MAX_VALUE + " elements", Arrays.toString(dims));
                throw new KerasException(tooLarge.getMessage(), new ArithmeticException());
            }
        }
        isKnown = Arrays.stream(dims).noneMatch(dim -> dim == NONE);
        size = (int) product;
    }

    /** The shape with these lengths; none for a single number. */
    public static Shape of(int... dims) {
        return new Shape(dims.clone());
    }

    /** The number of axes. */
    public int rank() {
        return dims.length;
    }

    /** Whether all lengths are known. */
    public boolean isKnown() {
        return isKnown;
    }

    /** This shape with that length wherever it is not known. */
    public Shape withUnknown(int length) {
        return isKnown
                ? this
                : new Shape(Arrays.stream(dims)
                        .map(dim -> dim == NONE ? length : dim)
                        .toArray());
    }

    /** Whether it is one of those that the other stands for, where that has lengths that are not known. */
    public boolean fits(Shape described) {
        boolean fits = dims.length == described.dims.length;
        for (int i = 0; fits && i < dims.length; i++) {
            fits = described.dims[i] == NONE || described.dims[i] == dims[i];
        }
        return fits;
    }

    /** Whether there are as many of them as of the others, and each {@link #fits} the other in its place. */
    public static boolean allFit(List<Shape> shapes, List<Shape> described) {
        boolean fit = shapes.size() == described.size();
        for (int i = 0; fit && i < shapes.size(); i++) {
            fit = shapes.get(i).fits(described.get(i));
        }
        return fit;
    }

    /** The number of elements, 1 for a single number; of known lengths only. */
    public int size() {
        if (!isKnown) {
            throw KerasException.expected("shape", "known lengths", batched());
        }
        return size;
    }

    /** The length of one axis; negative axes count from the end. */
    public int dim(int axis) {
        return dims[axis < 0 ? axis + dims.length : axis];
    }

    /** The length of the last axis: Keras's features or channels; 1 for a single number. */
    public int last() {
        return dims.length == 0 ? 1 : dims[dims.length - 1];
    }

    /** How many positions have the last axis's elements: the product of all other axes. */
    public int positions() {
        return size() / last();
    }

    /** This shape with another length of the last axis. */
    public Shape withLast(int length) {
        int[] copy = dims.clone();
        copy[copy.length - 1] = length;
        return new Shape(copy);
    }

    /** This shape without its last axis. */
    public Shape withoutLast() {
        return new Shape(Arrays.copyOf(dims, dims.length - 1));
    }

    /** This shape without its first axis: the shape of one sample, if the first counts samples. */
    public Shape withoutFirst() {
        return new Shape(Arrays.copyOfRange(dims, 1, dims.length));
    }

    /** The shape of so many of these. */
    public Shape withFirst(int length) {
        int[] copy = new int[dims.length + 1];
        copy[0] = length;
        System.arraycopy(dims, 0, copy, 1, dims.length);
        return new Shape(copy);
    }

    /** A copy of the lengths. */
    public int[] dims() {
        return dims.clone();
    }

    /** The lengths as ND4J takes them. */
    public long[] lengths() {
        return Arrays.stream(dims).asLongStream().toArray();
    }

    /** The lengths after that of the batch axis, as ND4J takes them. */
    public long[] batchOf(long samples) {
        long[] lengths = new long[dims.length + 1];
        lengths[0] = samples;
        for (int i = 0; i < dims.length; i++) {
            lengths[i + 1] = dims[i];
        }
        return lengths;
    }

    /** As Keras writes the shape of a batch: {@code (None, 11)}. */
    public String batched() {
        return batched(0);
    }

    /** The same of a batch of so many samples; 0 for any number. */
    public String batched(int samples) {
        StringBuilder text = new StringBuilder(samples == 0 ? "(None" : "(" + samples);
        for (int dim : dims) {
            text.append(", ").append(dim == NONE ? "None" : dim);
        }
        return text.append(dims.length == 0 ? ",)" : ")").toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As Python writes a tuple: {@code (11, 6)}. */
    @Override
    public String toString() {
        String inner = Arrays.toString(dims).replace(Integer.toString(NONE), "None");
        return "(" + inner.substring(1, inner.length() - 1) + (dims.length == 1 ? ",)" : ")");
    }
}
