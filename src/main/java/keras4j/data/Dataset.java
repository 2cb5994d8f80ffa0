package keras4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.Structure;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Samples in memory: inputs, labels and weights if there are any. Arrays are copied when it is made. The first axis counts samples;
 * shapes here are those of one sample.
 */
public final class Dataset implements BatchSource {
    private final int size;
    private final Several x;
    /** None for samples without labels. */
    private final Several y;

    /** None, those for all outputs, or those for each. */
    private final Several weights;

    private Dataset(int size, Several x, Several y, Several weights) {
        this.size = size;
        this.x = x;
        this.y = y;
        this.weights = weights;
    }

    /**
     * Inputs without labels.
     *
     * @param x an array (samples, ..): a Java array of any number type and number of axes, such as {@code double[][]}; an
     *     INDArray, an {@link Npy} or a {@link Dataset}; or a list of these, or a map by the names of the inputs, or lists and maps of
     *     these, for a model that has as many inputs (of one {@code float[][]}, {@code List.of} makes a list of its rows). One number a sample, such as a {@code float[]}, is one
     *     feature. Doubles are rounded to float32; a whole number that float32 does not have is an error.
     * @throws KerasException naming the place of what is missing, of another length, or no number
     */
    public static Dataset of(Object x) {
        return of(x, Numbers::asColumn);
    }

    /**
     * What {@code predict} is asked: as {@link #of(Object)}, but an array with one axis is one sample.
     *
     * @throws KerasException as {@link #of(Object)}
     */
    public static Dataset samples(Object x) {
        return of(x, Numbers::asRow);
    }

    /** @param oneAxis what an array with one axis becomes */
    private static Dataset of(Object x, UnaryOperator<Numbers> oneAxis) {
        if (x instanceof Dataset data) {
            return data;
        }
        Several inputs =
                AnyArray.all("x", x).map(numbers -> numbers.shape().rank() == 0 ? oneAxis.apply(numbers) : numbers);
        int samples = inputs.each().get(0).samples();
        for (int i = 1; i < inputs.each().size(); i++) {
            int others = inputs.each().get(i).samples();
            if (others != samples) {
                throw KerasException.expected(
                        Several.name("x", inputs.structure(), i),
                        "as many samples as in array "
                                + inputs.structure().paths(null).get(0) + ", " + samples,
                        others + " samples");
            }
        }
        return new Dataset(samples, inputs, Several.NONE, Several.NONE);
    }

    /**
     * Inputs with labels.
     *
     * @param x as {@link #of(Object)} takes them
     * @param y the same for labels: one number a sample, such as an {@code int[]} of class numbers, rows, or any other
     *     array (samples, ..); a list of arrays or a map by the outputs' names for a model that has several outputs, null for one
     *     without a loss
     * @throws KerasException as {@link #of(Object)}, or if there are not as many labels as samples
     */
    public static Dataset of(Object x, Object y) {
        if (x instanceof BatchSource data && data.hasLabels()) {
            throw KerasException.expected("x", "samples without labels, where there is a y", data);
        }
        Dataset data = of(x);
        Several labels = AnyArray.some("y", y);
        data.checkCounts("y", "labels", labels);
        return new Dataset(data.size, data.x, labels, data.weights);
    }

    private void checkCounts(String name, String what, Several given) {
        for (int i = 0; i < given.each().size(); i++) {
            Numbers numbers = given.each().get(i);
            if (!numbers.isMissing() && numbers.samples() != size) {
                throw KerasException.expected(
                        Several.name(name, given.structure(), i),
                        "as many " + what + " as there are samples in x, " + size,
                        numbers.samples() + " " + what);
            }
        }
    }

    /**
     * Inputs from a row of numbers, sample after sample, without labels.
     *
     * @param sample the shape of one sample, such as (28, 28, 1); the row's length says how many there are
     * @throws KerasException if the row's length is not that of some samples
     */
    public static Dataset of(float[] values, Shape sample) {
        int size = KerasException.notNull("Dataset", "the shape of a sample", sample)
                .size();
        int length = Samples.notNull("x", values).length;
        if (length == 0 || length % size != 0) {
            throw KerasException.expected("x", "numbers of some samples of shape " + sample, length + " numbers");
        }
        Shape shape = sample.rank() == 0 ? Shape.of(1) : sample;
        return new Dataset(length / size, Several.of(new Numbers(values.clone(), shape)), Several.NONE, Several.NONE);
    }

    /** The only input, of samples that have nothing else. */
    Numbers onlyInputs(String name) {
        if (hasLabels() || !weights.isEmpty() || x.each().size() > 1) {
            throw KerasException.expected(name, "one input without labels and weights", this);
        }
        return x.each().get(0);
    }

    /**
     * The same samples with weights: how much each counts in the loss, and in weighted metrics.
     *
     * @param values an array (samples) with one each, or (samples, positions) with one for each position of an output; or one for each
     *     output, in the same lists and maps as the labels, null for 1
     * @throws KerasException if there are not as many as samples, or in other lists and maps
     */
    public Dataset sampleWeight(Object values) {
        Several given = AnyArray.some("sampleWeight", values);
        if (!given.structure().equals(Structure.ONE) && !given.structure().isLike(y.structure())) {
            throw KerasException.expected(
                    "sampleWeight",
                    "one array, or lists and maps like those of y, "
                            + y.structure().form(),
                    given.structure().form());
        }
        given.shapes().forEach(shape -> {
            if (shape.rank() > 1) {
                throw KerasException.expected(
                        "sampleWeight",
                        "an array (samples) or (samples, positions)",
                        "one of shape " + shape.batched());
            }
        });
        checkCounts("sampleWeight", "weights", given);
        return new Dataset(size, x, y, given.map(Numbers::withoutLastOfOne));
    }

    @Override
    public Dataset classWeight(Map<Integer, ? extends Number> values) {
        if (!weights.isEmpty()) {
            throw KerasException.expected("classWeight", "samples without weights of their own", "sample weights too");
        }
        checkClasses("classWeight");
        ClassWeights each = new ClassWeights(values);
        return sampleWeight(each.of(labels(0), size, yShape()));
    }

    /** The number of samples. */
    public int size() {
        return size;
    }

    @Override
    public List<Shape> xShapes() {
        return x.shapes();
    }

    @Override
    public Structure xStructure() {
        return x.structure();
    }

    @Override
    public Structure yStructure() {
        return y.structure();
    }

    @Override
    public Dataset ordered(int[] inputs, int[] labels) {
        return new Dataset(
                size,
                x.ordered(inputs),
                hasLabels() ? y.ordered(labels) : y,
                weights.each().size() > 1 ? weights.ordered(labels) : weights);
    }

    @Override
    public boolean hasLabels() {
        return !y.isEmpty();
    }

    @Override
    public List<Shape> weightShapes() {
        return weights.shapes();
    }

    @Override
    public List<Shape> yShapes() {
        if (y.isEmpty()) {
            throw KerasException.expected("dataset", "labels (y)", "inputs only");
        }
        return y.shapes();
    }

    private Numbers onlyX() {
        xShape();
        return x.each().get(0);
    }

    private Numbers onlyY() {
        yShape();
        return y.each().get(0);
    }

    /** All inputs, (samples, ..), a copy; of data with one input, as the methods below. */
    public INDArray x() {
        return onlyX().array(size);
    }

    /** All labels, (samples, ..), a copy. */
    public INDArray y() {
        return onlyY().array(size);
    }

    /** All inputs, one row a sample, its numbers in row-major order; a copy. */
    public float[][] xRows() {
        return onlyX().rows();
    }

    /** All labels, one row a sample, its numbers in row-major order; a copy. */
    public float[][] yRows() {
        return onlyY().rows();
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
        return x.each().stream().map(input -> input.array(size)).toList();
    }

    /** Copies of the labels of all outputs, each (samples, ..), null for none. */
    public List<INDArray> ys() {
        return y.each().stream()
                .map(labels -> labels.isMissing() ? null : labels.array(size))
                .toList();
    }

    /** All labels of one output, sample after sample; not a copy: not to be written. */
    public float[] labels(int output) {
        return y.each().get(output).values();
    }

    /**
     * Looks for numbers that nothing can be learned from.
     *
     * @throws KerasException naming sample and place of the first NaN or infinite number
     */
    public void checkFinite() {
        x.checkFinite("x");
        y.checkFinite("y");
        weights.checkFinite("sampleWeight");
    }

    /** Whether samples have as many axes, labels included, and weights as those of the other. */
    boolean isLike(Dataset other) {
        return x.structure().isLike(other.x.structure())
                && y.structure().isLike(other.y.structure())
                && ranks(xShapes()).equals(ranks(other.xShapes()))
                && ranks(labelShapes()).equals(ranks(other.labelShapes()))
                && weightShapes().equals(other.weightShapes());
    }

    private static List<Integer> ranks(List<Shape> shapes) {
        return shapes.stream().map(Shape::rank).toList();
    }

    List<Shape> labelShapes() {
        return hasLabels() ? yShapes() : List.of();
    }

    /** The kind of the samples. */
    @Override
    public String toString() {
        String labels = y.isEmpty() ? "" : ", y " + batched(yShapes());
        return "Dataset(x " + batched(xShapes()) + labels + (weights.isEmpty() ? "" : ", weighted") + ")";
    }

    private static String batched(List<Shape> shapes) {
        return String.join(" and ", shapes.stream().map(Shape::batched).toList());
    }

    /** Some of these samples, copied from a batch of them. */
    Dataset copy(Batch batch) {
        int rows = batch.rows();
        return new Dataset(rows, x.like(batch.x(), rows), y.like(batch.y(), rows), weights.like(batch.weights(), rows));
    }

    /** All samples as a batch; not a copy. */
    Batch whole() {
        Batch batch = new Batch(x.arrays(), y.arrays(), weights.arrays(), this, true);
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
                x.map(numbers -> numbers.slice(from, to)),
                y.map(numbers -> numbers.slice(from, to)),
                weights.map(numbers -> numbers.slice(from, to)));
    }

    /**
     * The samples with these numbers, in this order; a number may come more than once.
     *
     * @throws KerasException if one is not there, or there is none
     */
    public Dataset select(int... samples) {
        if (Samples.notNull("select", samples).length == 0) {
            throw KerasException.expected("select", "at least one sample", "none");
        }
        for (int sample : samples) {
            if (sample < 0 || sample >= size) {
                throw KerasException.expected("select", "samples from 0 to " + (size - 1), sample);
            }
        }
        return new Dataset(
                samples.length,
                x.map(numbers -> numbers.select(samples)),
                y.map(numbers -> numbers.select(samples)),
                weights.map(numbers -> numbers.select(samples)));
    }

    /**
     * Two parts: {@code testFraction} of the samples, rounded up, drawn at random for the test, and the rest. scikit-learn:
     * {@code train_test_split}.
     */
    public Split split(double testFraction, long seed) {
        return Splits.random(this, testFraction, seed);
    }

    /**
     * A {@link #split} in which each class has its share of both parts. Labels are class numbers or one-hot. scikit-learn:
     * {@code train_test_split(stratify=y)}, which gives each class as many.
     *
     * @throws KerasException for other labels, for a class of one sample, or parts with fewer samples than classes
     */
    public Split stratifiedSplit(double testFraction, long seed) {
        checkClasses("stratifiedSplit");
        int[] classes = new int[size];
        Arrays.setAll(classes, i -> ClassWeights.classOf(labels(0), i, yShape().size()));
        return Splits.stratified(this, classes, testFraction, seed);
    }

    private void checkClasses(String verb) {
        if (yShape().rank() > 1) {
            throw KerasException.expected(verb, "class numbers or one-hot rows as labels", yShape().batched());
        }
    }

    /**
     * For cross-validation: the samples in {@code k} random parts of about one size, each of them as the test of one split
     * whose other samples are to train on. scikit-learn: {@code KFold(k, shuffle=True)}.
     *
     * @throws KerasException for fewer than 2 parts, or more than samples
     */
    public List<Split> kFold(int k, long seed) {
        return Splits.folds(this, k, seed);
    }

    /** The two parts of a split. */
    public record Split(Dataset train, Dataset test) {}

    /** The same samples with other inputs: {@code inputs} is all samples' numbers in a row. */
    Dataset withInputs(float[] inputs) {
        return new Dataset(size, Several.of(new Numbers(inputs, xShape())), y, weights);
    }

    /** All inputs in a row, not a copy. */
    float[] inputs() {
        return onlyX().values();
    }
}
