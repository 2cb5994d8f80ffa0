package keras4j.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Samples in memory: inputs, and labels if there are any. Arrays are copied when it is made. The first axis counts samples;
 * shapes here are those of one sample.
 */
public final class Dataset {
    private static final float[] NONE = {};

    private final int size;
    private final float[] x;
    private final Shape xShape;
    private final float[] y;
    private final Shape yShape;

    private Dataset(int size, float[] x, Shape xShape, float[] y, Shape yShape) {
        this.size = size;
        this.x = x;
        this.xShape = xShape;
        this.y = y;
        this.yShape = yShape;
    }

    /** Inputs (samples, features) without labels. */
    public static Dataset of(float[][] x) {
        return new Dataset(rows("x", x), flatten("x", x), Shape.of(width("x", x)), NONE, null);
    }

    /** Inputs (samples, features) with one label each. */
    public static Dataset of(float[][] x, float[] y) {
        return of(x).withLabels(notNull("y", y).length, y.clone(), Shape.of());
    }

    /** Inputs (samples, features) with one class number each. */
    public static Dataset of(float[][] x, int[] y) {
        float[] labels = new float[notNull("y", y).length];
        for (int i = 0; i < y.length; i++) {
            labels[i] = y[i];
        }
        return of(x).withLabels(y.length, labels, Shape.of());
    }

    /** Inputs (samples, features) with labels (samples, outputs). */
    public static Dataset of(float[][] x, float[][] y) {
        return of(x).withLabels(rows("y", y), flatten("y", y), Shape.of(width("y", y)));
    }

    /** Inputs (samples, ..) of any number type without labels. */
    public static Dataset of(INDArray x) {
        if (notNull("x", x).rank() < 2) {
            throw KerasException.expected(
                    "x",
                    "an array (samples, ..) with at least 2 axes",
                    "an array of shape " + Arrays.toString(x.shape()));
        }
        return new Dataset(rows("x", x), NdArrays.floats(x), NdArrays.shape(x, 1), NONE, null);
    }

    /** Inputs (samples, ..) with labels (samples, ..) of any number type. */
    public static Dataset of(INDArray x, INDArray y) {
        return of(x).withLabels(rows("y", y), NdArrays.floats(y), NdArrays.shape(y, 1));
    }

    private Dataset withLabels(int samples, float[] labels, Shape shape) {
        if (samples != size) {
            throw KerasException.expected(
                    "y", "as many labels as there are samples in x, " + size, samples + " labels");
        }
        return new Dataset(size, x, xShape, labels, shape);
    }

    /** The number of samples. */
    public int size() {
        return size;
    }

    /** The shape of one input. */
    public Shape xShape() {
        return xShape;
    }

    /** Whether there are labels. */
    public boolean hasLabels() {
        return yShape != null;
    }

    /**
     * The shape of one sample's labels: () for one number each.
     *
     * @throws KerasException if there are none
     */
    public Shape yShape() {
        if (yShape == null) {
            throw KerasException.expected("dataset", "labels (y)", "inputs only");
        }
        return yShape;
    }

    /** All inputs, (samples, ..), a copy. */
    public INDArray x() {
        return NdArrays.of(x, xShape.batchOf(size));
    }

    /** All labels, (samples, ..), a copy. */
    public INDArray y() {
        return NdArrays.of(y, yShape().batchOf(size));
    }

    /** The numbers of one sample's inputs, a copy. */
    public float[] x(int sample) {
        return Arrays.copyOfRange(x, sample * xShape.size(), (sample + 1) * xShape.size());
    }

    /** The numbers of one sample's labels, a copy. */
    public float[] y(int sample) {
        int length = yShape().size();
        return Arrays.copyOfRange(y, sample * length, (sample + 1) * length);
    }

    /** All labels, sample after sample; not a copy: not to be written. */
    public float[] labels() {
        return y;
    }

    /**
     * Looks for numbers that nothing can be learned from.
     *
     * @throws KerasException naming sample and place of the first NaN or infinite number
     */
    public void checkFinite() {
        checkFinite("x", x, xShape);
        if (yShape != null) {
            checkFinite("y", y, yShape);
        }
    }

    private static void checkFinite(String name, float[] values, Shape shape) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                String place = name + ", row " + i / shape.size() + ", column " + i % shape.size();
                throw KerasException.expected(place, "a finite number", values[i]);
            }
        }
    }

    /** A batch that holds up to {@code capacity} samples of this kind. */
    public Batch batch(int capacity) {
        return new Batch(capacity, xShape.size(), yShape == null ? 0 : yShape.size());
    }

    /** Copies the samples with the numbers {@code order[from..to)} into a batch. */
    public void read(int[] order, int from, int to, Batch batch) {
        copy(x, xShape.size(), order, from, to, batch.x());
        if (yShape != null) {
            copy(y, yShape.size(), order, from, to, batch.y());
        }
        batch.setRows(to - from);
    }

    private static void copy(float[] source, int length, int[] order, int from, int to, float[] target) {
        for (int i = from; i < to; i++) {
            System.arraycopy(source, order[i] * length, target, (i - from) * length, length);
        }
    }

    /** The samples {@code from..to} in their order. */
    public Dataset slice(int from, int to) {
        return new Dataset(
                to - from,
                Arrays.copyOfRange(x, from * xShape.size(), to * xShape.size()),
                xShape,
                yShape == null ? NONE : Arrays.copyOfRange(y, from * yShape.size(), to * yShape.size()),
                yShape);
    }

    /**
     * Two parts: {@code testFraction} of the samples, rounded up, drawn at random for the test, and the rest. What
     * scikit-learn calls {@code train_test_split}.
     */
    public Split split(double testFraction, long seed) {
        int test = (int) Math.ceil(size * testFraction);
        if (!(testFraction > 0 && testFraction < 1) || test >= size) {
            throw KerasException.expected(
                    "split",
                    "a fraction between 0 and 1 that leaves samples in both parts",
                    testFraction + " of " + size);
        }
        int[] order = order(size);
        shuffle(order, new SplittableRandom(seed));
        Dataset shuffled = pick(order);
        return new Split(shuffled.slice(test, size), shuffled.slice(0, test));
    }

    /** The two parts of a split. */
    public record Split(Dataset train, Dataset test) {}

    private Dataset pick(int[] order) {
        Batch all = batch(size);
        read(order, 0, size, all);
        return new Dataset(size, all.x(), xShape, all.y(), yShape);
    }

    /** The same samples with other inputs: {@code inputs} is all samples' numbers in a row. */
    Dataset withInputs(float[] inputs) {
        return new Dataset(size, inputs, xShape, y, yShape);
    }

    /** All inputs in a row, not a copy. */
    float[] inputs() {
        return x;
    }

    /** The numbers 0 to {@code length - 1}. */
    public static int[] order(int length) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Puts numbers into a random order, each order as likely as another (Fisher and Yates). */
    public static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    private static <T> T notNull(String name, T array) {
        return KerasException.notNull(name, "an array", array);
    }

    private static int rows(String name, float[][] rows) {
        return notNull(name, rows).length;
    }

    private static int width(String name, float[][] rows) {
        if (rows(name, rows) == 0 || notNull(name + ", row 0", rows[0]).length == 0) {
            throw KerasException.expected(name, "at least one sample with at least one number", "an empty array");
        }
        return rows[0].length;
    }

    private static float[] flatten(String name, float[][] rows) {
        int width = width(name, rows);
        float[] flat = new float[Math.multiplyExact(rows.length, width)];
        for (int row = 0; row < rows.length; row++) {
            if (notNull(name + ", row " + row, rows[row]).length != width) {
                throw KerasException.expected(
                        name, "rows of one length, " + width + " as in row 0", rows[row].length + " in row " + row);
            }
            System.arraycopy(rows[row], 0, flat, row * width, width);
        }
        return flat;
    }

    private static int rows(String name, INDArray array) {
        if (notNull(name, array).isEmpty() || array.rank() < 1) {
            throw KerasException.expected(
                    name, "at least one sample", "an array of shape " + Arrays.toString(array.shape()));
        }
        return Math.toIntExact(array.size(0));
    }
}
