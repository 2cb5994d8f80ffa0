package keras4j.data;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Samples in memory: inputs, labels and weights if there are any. Arrays are copied when it is made. The first axis counts samples;
 * shapes here are those of one sample.
 */
public final class Dataset implements BatchSource {
    private static final float[] NONE = {};

    private final int size;
    private final float[] x;
    private final Shape xShape;
    private final float[] y;
    private final Shape yShape;
    private final float[] weights;

    private Dataset(int size, float[] x, Shape xShape, float[] y, Shape yShape, float[] weights) {
        this.size = size;
        this.x = x;
        this.xShape = xShape;
        this.y = y;
        this.yShape = yShape;
        this.weights = weights;
    }

    /** Inputs (samples, features) without labels. */
    public static Dataset of(float[][] x) {
        return new Dataset(
                Samples.rows("x", x), Samples.flatten("x", x), Shape.of(Samples.width("x", x)), NONE, null, NONE);
    }

    /** Inputs (samples, features) with one label each. */
    public static Dataset of(float[][] x, float[] y) {
        return of(x).withLabels(Samples.notNull("y", y).length, y.clone(), Shape.of());
    }

    /** Inputs (samples, features) with one class number each. */
    public static Dataset of(float[][] x, int[] y) {
        float[] labels = new float[Samples.notNull("y", y).length];
        for (int i = 0; i < y.length; i++) {
            labels[i] = y[i];
        }
        return of(x).withLabels(y.length, labels, Shape.of());
    }

    /** Inputs (samples, features) with labels (samples, outputs). */
    public static Dataset of(float[][] x, float[][] y) {
        return of(x).withLabels(Samples.rows("y", y), Samples.flatten("y", y), Shape.of(Samples.width("y", y)));
    }

    /** Inputs (samples, ..) of any number type without labels. */
    public static Dataset of(INDArray x) {
        int samples = Samples.rows("x", x);
        if (x.rank() < 2) {
            throw KerasException.expected(
                    "x",
                    "an array (samples, ..) with at least 2 axes",
                    "an array of shape " + Arrays.toString(x.shape()));
        }
        return new Dataset(samples, NdArrays.floats(x), NdArrays.shape(x, 1), NONE, null, NONE);
    }

    /** Inputs (samples, ..) with labels (samples, ..) of any number type. */
    public static Dataset of(INDArray x, INDArray y) {
        return of(x).withLabels(Samples.rows("y", y), NdArrays.floats(y), NdArrays.shape(y, 1));
    }

    /** Inputs (samples, ..) of a file without labels. */
    public static Dataset of(Npy x) {
        Shape shape = Samples.notNull("x", x).shape();
        if (shape.rank() < 2) {
            throw KerasException.expected(
                    "x", "an array (samples, ..) with at least 2 axes", "an array of shape " + shape);
        }
        return new Dataset(shape.dim(0), x.values().clone(), shape.withoutFirst(), NONE, null, NONE);
    }

    /** Inputs (samples, ..) with labels (samples, ..), each of a file. */
    public static Dataset of(Npy x, Npy y) {
        Shape labels = Samples.notNull("y", y).shape();
        if (labels.rank() < 1) {
            throw KerasException.expected("y", "an array (samples, ..)", "a single number");
        }
        return of(x).withLabels(labels.dim(0), y.values().clone(), labels.withoutFirst());
    }

    private Dataset withLabels(int samples, float[] labels, Shape shape) {
        if (samples != size) {
            throw KerasException.expected(
                    "y", "as many labels as there are samples in x, " + size, samples + " labels");
        }
        return new Dataset(size, x, xShape, labels, shape, weights);
    }

    /**
     * The same samples with weights, one each: how much each counts in the loss, and in weighted metrics.
     *
     * @throws KerasException if there are not as many as samples
     */
    public Dataset sampleWeight(float[] values) {
        if (Samples.notNull("sampleWeight", values).length != size) {
            throw KerasException.expected(
                    "sampleWeight", "as many weights as there are samples in x, " + size, values.length + " weights");
        }
        return new Dataset(size, x, xShape, y, yShape, values.clone());
    }

    /** The same samples with weights, (samples, positions): one for each position of an output. */
    public Dataset sampleWeight(float[][] values) {
        if (Samples.rows("sampleWeight", values) != size) {
            throw KerasException.expected(
                    "sampleWeight", "as many rows as there are samples in x, " + size, values.length + " rows");
        }
        return new Dataset(size, x, xShape, y, yShape, Samples.flatten("sampleWeight", values));
    }

    @Override
    public Dataset classWeight(Map<Integer, ? extends Number> values) {
        if (weights.length > 0) {
            throw KerasException.expected("classWeight", "samples without weights of their own", "sample weights too");
        }
        if (yShape().rank() > 1) {
            throw KerasException.expected("classWeight", "class numbers or one-hot rows as labels", yShape.batched());
        }
        Samples.notNull("classWeight", values).forEach((number, weight) -> {
            if (number == null
                    || weight == null
                    || !(weight.floatValue() >= 0 && Float.isFinite(weight.floatValue()))) {
                throw KerasException.expected("classWeight, class " + number, "a weight of at least 0", weight);
            }
        });
        float[] each = new float[size];
        for (int i = 0; i < size; i++) {
            Number weight = values.get(Samples.classOf(y, i, yShape));
            each[i] = weight == null ? 1 : weight.floatValue();
        }
        return sampleWeight(each);
    }

    /** The number of samples. */
    public int size() {
        return size;
    }

    @Override
    public Shape xShape() {
        return xShape;
    }

    @Override
    public boolean hasLabels() {
        return yShape != null;
    }

    @Override
    public int weightsPerSample() {
        return weights.length / size;
    }

    @Override
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
        Samples.checkFinite("x", x, xShape.size());
        if (yShape != null) {
            Samples.checkFinite("y", y, yShape.size());
        }
        Samples.checkFinite("sampleWeight", weights, Math.max(1, weightsPerSample()));
    }

    /** Whether samples have the same shapes, labels and weights included. */
    boolean isLike(Dataset other) {
        return xShape.equals(other.xShape)
                && Objects.equals(yShape, other.yShape)
                && weightsPerSample() == other.weightsPerSample();
    }

    /** The kind of the samples. */
    @Override
    public String toString() {
        String labels = yShape == null ? "" : ", y " + yShape.batched();
        return "Dataset(x " + xShape.batched() + labels + (weights.length == 0 ? "" : ", weighted") + ")";
    }

    /** All samples as a batch; not a copy. */
    Batch whole() {
        Batch batch = new Batch(x, y, weights);
        batch.setRows(size);
        return batch;
    }

    @Override
    public Batches batches(int batchSize, Consumer<Dataset> check) {
        check.accept(this);
        return new SampleBatches(whole(), batchSize);
    }

    /**
     * The samples {@code from..to} in their order.
     *
     * @throws KerasException if they are not all there, or none
     */
    public Dataset slice(int from, int to) {
        if (from < 0 || to > size || from >= to) {
            throw KerasException.expected("slice", "at least one of " + size + " samples", from + " to " + to);
        }
        return new Dataset(
                to - from,
                part(x, xShape.size(), from, to),
                xShape,
                part(y, yShape == null ? 0 : yShape.size(), from, to),
                yShape,
                part(weights, weightsPerSample(), from, to));
    }

    private static float[] part(float[] values, int length, int from, int to) {
        return Arrays.copyOfRange(values, from * length, to * length);
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
        Batches all = new SampleBatches(whole(), size);
        all.begin(new SplittableRandom(seed));
        Batch batch = all.next();
        Dataset shuffled = new Dataset(size, batch.x(), xShape, batch.y(), yShape, batch.weights());
        return new Split(shuffled.slice(test, size), shuffled.slice(0, test));
    }

    /** The two parts of a split. */
    public record Split(Dataset train, Dataset test) {}

    /** The same samples with other inputs: {@code inputs} is all samples' numbers in a row. */
    Dataset withInputs(float[] inputs) {
        return new Dataset(size, inputs, xShape, y, yShape, weights);
    }

    /** All inputs in a row, not a copy. */
    float[] inputs() {
        return x;
    }
}
