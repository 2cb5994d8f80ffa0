package keras4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Samples in memory: inputs, labels and weights if there are any. Arrays are copied when it is made. The first axis counts samples;
 * shapes here are those of one sample.
 */
public final class Dataset implements BatchSource {
    private static final float[] NONE = {};

    private final int size;
    private final List<Numbers> x;
    /** None for samples without labels. */
    private final List<Numbers> y;

    private final float[] weights;

    private Dataset(int size, List<Numbers> x, List<Numbers> y, float[] weights) {
        this.size = size;
        this.x = x;
        this.y = y;
        this.weights = weights;
    }

    private Dataset(int size, Numbers x) {
        this(size, List.of(x), List.of(), NONE);
    }

    /** Inputs (samples, features) without labels. */
    public static Dataset of(float[][] x) {
        return new Dataset(Samples.rows("x", x), Numbers.ofRows("x", x));
    }

    /** Inputs (samples, features) with one label each. */
    public static Dataset of(float[][] x, float[] y) {
        return of(x).withLabels(Samples.notNull("y", y).length, Numbers.of(y));
    }

    /** Inputs (samples, features) with one class number each. */
    public static Dataset of(float[][] x, int[] y) {
        return of(x).withLabels(Samples.notNull("y", y).length, Numbers.of(y));
    }

    /** Inputs (samples, features) with labels (samples, outputs). */
    public static Dataset of(float[][] x, float[][] y) {
        return of(x).withLabels(Samples.rows("y", y), Numbers.ofRows("y", y));
    }

    /** Inputs (samples, ..) of any number type without labels. */
    public static Dataset of(INDArray x) {
        return of("x", x);
    }

    private static Dataset of(String name, INDArray x) {
        int samples = Samples.rows(name, x);
        Samples.checkRank(name, x.rank(), 2, Arrays.toString(x.shape()));
        return new Dataset(samples, Numbers.of(x));
    }

    /** Inputs (samples, ..) with labels (samples, ..) of any number type. */
    public static Dataset of(INDArray x, INDArray y) {
        return of(x).withLabels(Samples.rows("y", y), Numbers.of(y));
    }

    /** Several inputs, each (samples, ..), for a model that has as many; without labels. */
    public static Dataset of(List<INDArray> x) {
        if (Samples.notNull("x", x).isEmpty()) {
            throw KerasException.expected("x", "at least one array", "none");
        }
        int samples = 0;
        List<Numbers> inputs = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            Dataset input = of("x, array " + i, x.get(i));
            samples = i == 0 ? input.size : samples;
            if (input.size != samples) {
                throw KerasException.expected(
                        "x, array " + i, "as many samples as in array 0, " + samples, input.size + " samples");
            }
            inputs.addAll(input.x);
        }
        return new Dataset(samples, List.copyOf(inputs), List.of(), NONE);
    }

    /** Several inputs, and labels for several outputs, each (samples, ..); either may be one. */
    public static Dataset of(List<INDArray> x, List<INDArray> y) {
        Dataset data = of(x);
        for (int i = 0; i < Samples.notNull("y", y).size(); i++) {
            String name = "y, array " + i;
            data = data.withLabels(name, Samples.rows(name, y.get(i)), Numbers.of(y.get(i)));
        }
        return data;
    }

    /** Inputs (samples, ..) of a file without labels. */
    public static Dataset of(Npy x) {
        Shape shape = Samples.notNull("x", x).shape();
        Samples.checkRank("x", shape.rank(), 2, shape);
        return new Dataset(shape.dim(0), Numbers.of(x));
    }

    /** Inputs (samples, ..) with labels (samples, ..), each of a file. */
    public static Dataset of(Npy x, Npy y) {
        Shape labels = Samples.notNull("y", y).shape();
        Samples.checkRank("y", labels.rank(), 1, labels);
        return of(x).withLabels(labels.dim(0), Numbers.of(y));
    }

    private Dataset withLabels(int samples, Numbers labels) {
        return withLabels("y", samples, labels);
    }

    private Dataset withLabels(String name, int samples, Numbers labels) {
        if (samples != size) {
            throw KerasException.expected(
                    name, "as many labels as there are samples in x, " + size, samples + " labels");
        }
        List<Numbers> all = new ArrayList<>(y);
        all.add(labels);
        return new Dataset(size, x, List.copyOf(all), weights);
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
        return new Dataset(size, x, y, values.clone());
    }

    /** The same samples with weights, (samples, positions): one for each position of an output. */
    public Dataset sampleWeight(float[][] values) {
        if (Samples.rows("sampleWeight", values) != size) {
            throw KerasException.expected(
                    "sampleWeight", "as many rows as there are samples in x, " + size, values.length + " rows");
        }
        return new Dataset(size, x, y, Samples.flatten("sampleWeight", values));
    }

    @Override
    public Dataset classWeight(Map<Integer, ? extends Number> values) {
        if (weights.length > 0) {
            throw KerasException.expected("classWeight", "samples without weights of their own", "sample weights too");
        }
        if (yShape().rank() > 1) {
            throw KerasException.expected("classWeight", "class numbers or one-hot rows as labels", yShape().batched());
        }
        ClassWeights each = new ClassWeights(values);
        return sampleWeight(each.of(y.get(0).values(), size, yShape()));
    }

    /** The number of samples. */
    public int size() {
        return size;
    }

    @Override
    public List<Shape> xShapes() {
        return x.stream().map(Numbers::shape).toList();
    }

    @Override
    public boolean hasLabels() {
        return !y.isEmpty();
    }

    @Override
    public int weightsPerSample() {
        return weights.length / size;
    }

    @Override
    public List<Shape> yShapes() {
        if (y.isEmpty()) {
            throw KerasException.expected("dataset", "labels (y)", "inputs only");
        }
        return y.stream().map(Numbers::shape).toList();
    }

    private Numbers onlyX() {
        xShape();
        return x.get(0);
    }

    private Numbers onlyY() {
        yShape();
        return y.get(0);
    }

    /** All inputs, (samples, ..), a copy; of data with one input, as the methods below. */
    public INDArray x() {
        return onlyX().array(size);
    }

    /** All labels, (samples, ..), a copy. */
    public INDArray y() {
        return onlyY().array(size);
    }

    /** The numbers of one sample's inputs, a copy. */
    public float[] x(int sample) {
        return onlyX().of(sample);
    }

    /** The numbers of one sample's labels, a copy. */
    public float[] y(int sample) {
        return onlyY().of(sample);
    }

    /** Copies of all inputs, each (samples, ..). */
    public List<INDArray> xs() {
        return x.stream().map(input -> input.array(size)).toList();
    }

    /** Copies of the labels of all outputs, each (samples, ..). */
    public List<INDArray> ys() {
        return y.stream().map(labels -> labels.array(size)).toList();
    }

    /** All labels of one output, sample after sample; not a copy: not to be written. */
    public float[] labels(int output) {
        return y.get(output).values();
    }

    /**
     * Looks for numbers that nothing can be learned from.
     *
     * @throws KerasException naming sample and place of the first NaN or infinite number
     */
    public void checkFinite() {
        Numbers.checkFinite("x", x);
        Numbers.checkFinite("y", y);
        Samples.checkFinite("sampleWeight", weights, Math.max(1, weightsPerSample()));
    }

    /** Whether samples have the same shapes, labels and weights included. */
    boolean isLike(Dataset other) {
        return xShapes().equals(other.xShapes())
                && labelShapes().equals(other.labelShapes())
                && weightsPerSample() == other.weightsPerSample();
    }

    private List<Shape> labelShapes() {
        return hasLabels() ? yShapes() : List.of();
    }

    /** The kind of the samples. */
    @Override
    public String toString() {
        String labels = y.isEmpty() ? "" : ", y " + batched(yShapes());
        return "Dataset(x " + batched(xShapes()) + labels + (weights.length == 0 ? "" : ", weighted") + ")";
    }

    private static String batched(List<Shape> shapes) {
        return String.join(" and ", shapes.stream().map(Shape::batched).toList());
    }

    /** Some of these samples, copied from a batch of them. */
    Dataset copy(Batch batch) {
        int rows = batch.rows();
        float[] counts = Arrays.copyOf(batch.weights(), rows * weightsPerSample());
        return new Dataset(rows, Numbers.like(x, batch.x(), rows), Numbers.like(y, batch.y(), rows), counts);
    }

    /** All samples as a batch; not a copy. */
    Batch whole() {
        Batch batch = new Batch(Numbers.arrays(x), Numbers.arrays(y), weights);
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
                x.stream().map(numbers -> numbers.slice(from, to)).toList(),
                y.stream().map(numbers -> numbers.slice(from, to)).toList(),
                Arrays.copyOfRange(weights, from * weightsPerSample(), to * weightsPerSample()));
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
        Dataset shuffled = copy(all.next());
        return new Split(shuffled.slice(test, size), shuffled.slice(0, test));
    }

    /** The two parts of a split. */
    public record Split(Dataset train, Dataset test) {}

    /** The same samples with other inputs: {@code inputs} is all samples' numbers in a row. */
    Dataset withInputs(float[] inputs) {
        return new Dataset(size, List.of(new Numbers(inputs, xShape())), y, weights);
    }

    /** All inputs in a row, not a copy. */
    float[] inputs() {
        return onlyX().values();
    }
}
