package keras4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.core.Memory;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;

/**
 * Predictions for serving: of a model as it was when {@link Model#predictor} was called, whatever becomes of the model since.
 * Any number of threads may share it, be they few or many, of long or short life: those at work at once have buffers of their
 * own, which the next ones take over; large layers also have a copy of their weights there.
 *
 * <p>Numbers are row-major: an image of shape (28, 28, 1) is 784 numbers.
 *
 * <p>A model whose inputs have a length that is not known is given one sample at a time, whose length follows from how many
 * numbers there are; {@link #at} takes several samples of one length, and inputs of which several lengths are not known. What
 * runs is made for each length; that of the last {@value #MAX_LENGTHS} is kept.
 */
public final class Predictor {
    private static final int MAX_LENGTHS = 8;

    private final Network network;
    private final List<String> inputNames;
    private final List<String> outputNames;
    private final List<Shape> inputShapes;
    private final List<Shape> outputShapes;
    /** The numbers of one sample of each, as far as lengths are known. */
    private final int[] inputSizes;

    private final int[] outputSizes;
    private final boolean isSingle;
    private final RunnerPool runners;
    /** For inputs of which lengths are not known here, the last few of them; null if all are known. */
    private final Map<List<Shape>, Predictor> lengths;

    /** Predictions of the model as it is now. */
    static Predictor of(Network model) {
        model.checkStateless("predictor");
        return new Predictor(model.withWeights(model.copy()));
    }

    private Predictor(Network frozen) {
        network = frozen;
        inputNames = frozen.inputNames();
        outputNames = frozen.outputNames().layers();
        inputShapes = List.copyOf(frozen.inputShapes());
        outputShapes = List.copyOf(frozen.outputShapes());
        inputSizes = sizes(inputShapes);
        outputSizes = sizes(outputShapes);
        isSingle = frozen.isSingle();
        boolean isKnown = inputShapes.stream().allMatch(Shape::isKnown);
        lengths = isKnown ? null : new LinkedHashMap<>(16, 0.75f, true);
        runners = new RunnerPool(() -> {
            Network own = frozen.withWeights(frozen.weights());
            return new Runner(own, Engines.make(own, List.of()), null);
        });
    }

    private static int[] sizes(List<Shape> shapes) {
        return shapes.stream().mapToInt(shape -> shape.withUnknown(1).size()).toArray();
    }

    /** The shape of one sample of each input. */
    public List<Shape> inputShapes() {
        return inputShapes;
    }

    /** The shape of one sample of each output. */
    public List<Shape> outputShapes() {
        return outputShapes;
    }

    /**
     * The shape of one sample of the only input.
     *
     * @throws KerasException if there are several
     */
    public Shape inputShape() {
        return only("inputShape", inputShapes, inputNames);
    }

    /**
     * The shape of one sample of the only output.
     *
     * @throws KerasException if there are several
     */
    public Shape outputShape() {
        return only("outputShape", outputShapes, outputNames);
    }

    private static Shape only(String verb, List<Shape> shapes, List<String> names) {
        if (shapes.size() != 1) {
            throw KerasException.expected(verb, "one; " + verb + "s gives those of several", names);
        }
        return shapes.get(0);
    }

    /**
     * The predictor for inputs of these shapes, of a model whose inputs have lengths that are not known: with the same weights, for
     * any number of samples.
     *
     * @param inputs the shape of one sample of each input
     * @throws KerasException if the model takes no such inputs
     */
    public Predictor at(Shape... inputs) {
        return at("at", List.of(inputs));
    }

    private Predictor at(String where, List<Shape> inputs) {
        if (inputs.equals(inputShapes)) {
            return this;
        }
        if (inputs.size() != inputShapes.size()
                || !inputs.stream().allMatch(Shape::isKnown)
                || !Shape.allFit(inputs, inputShapes)) {
            throw KerasException.expected(where, "inputs of shapes " + batched(inputShapes), batched(inputs));
        }
        synchronized (lengths) {
            Predictor known = lengths.get(inputs);
            if (known == null) {
                known = new Predictor(network.at(inputs));
                if (lengths.size() == MAX_LENGTHS) {
                    lengths.remove(lengths.keySet().iterator().next());
                }
                lengths.put(inputs, known);
            }
            return known;
        }
    }

    /** The predictor for one sample of so many numbers, of a model of which lengths are not known. */
    private Predictor of(String where, float[]... inputs) {
        checkCount(where, inputNames, inputs);
        return at(
                where,
                IntStream.range(0, inputs.length)
                        .mapToObj(i -> shapeOf(where, i, inputs[i]))
                        .toList());
    }

    private Shape shapeOf(String where, int input, float[] x) {
        Shape shape = inputShapes.get(input);
        int numbers = KerasException.notNull(where, "an array", x).length;
        long unknown =
                Arrays.stream(shape.dims()).filter(dim -> dim == Shape.NONE).count();
        if (unknown > 1) {
            throw KerasException.expected(
                    where, "a predictor for inputs of known lengths, by at(..)", "inputs of shape " + shape.batched());
        }
        if (numbers == 0 || numbers % inputSizes[input] != 0 || unknown == 0 && numbers != inputSizes[input]) {
            throw KerasException.expected(
                    where, "the numbers of one sample of shape " + shape.batched(), numbers + " numbers");
        }
        return shape.withUnknown(numbers / inputSizes[input]);
    }

    private static String batched(List<Shape> shapes) {
        return String.join(", ", shapes.stream().map(Shape::batched).toList());
    }

    /**
     * The outputs for one sample, or for several, of a model of one input and one output.
     *
     * @param x the numbers of one sample, or of several samples in a row
     * @return outputs, sample after sample
     * @throws KerasException if x is not whole samples, at least one
     */
    public float[] predict(float[] x) {
        checkSingle();
        return (lengths == null ? this : of("predict(x)", x)).run(x);
    }

    private float[] run(float[] x) {
        float[] outputs = new float[samples("predict(x)", 0, x) * outputSizes[0]];
        run(x, outputs);
        return outputs;
    }

    /**
     * Writes the outputs into an array, and allocates nothing if all lengths are known; see {@link #predict(float[])}.
     *
     * @param into is written from its begin on; may be longer
     */
    public void predict(float[] x, float[] into) {
        checkSingle();
        (lengths == null ? this : of("predict(x)", x)).run(x, into);
    }

    private void run(float[] x, float[] into) {
        int samples = samples("predict(x)", 0, x);
        int length = checkRoom("predict(into)", 0, samples, into);
        RunnerPool.Entry taken = runners.take();
        try {
            taken.runner().predict(x, samples);
            System.arraycopy(taken.runner().outputs(0), 0, into, 0, length);
        } finally {
            runners.giveBack(taken);
        }
    }

    /**
     * The outputs of a model of any number of inputs and outputs, for one sample or for several.
     *
     * @param inputs for each of the model's the numbers of one sample, or of several samples in a row
     * @return for each of the model's outputs its numbers, sample after sample
     * @throws KerasException if there are more or less inputs, they are not whole samples, or one has more than another
     */
    public float[][] predictAll(float[]... inputs) {
        return (lengths == null ? this : of("predictAll(inputs)", inputs)).runAll(inputs);
    }

    private float[][] runAll(float[]... inputs) {
        int samples = samples(inputs);
        float[][] outputs = new float[outputShapes.size()][];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = new float[Memory.length("predictAll", samples, outputSizes[k])];
        }
        runAll(inputs, outputs);
        return outputs;
    }

    /**
     * Writes the outputs into arrays, one for each of the model's, and allocates nothing if all lengths are known; see {@link
     * #predictAll(float[]...)}.
     *
     * @param into are written from their begins on; may be longer
     */
    public void predictAll(float[][] inputs, float[][] into) {
        (lengths == null ? this : of("predictAll(inputs)", inputs)).runAll(inputs, into);
    }

    private void runAll(float[][] inputs, float[][] into) {
        int samples = samples(inputs);
        checkCount("predictAll(into)", outputNames, into);
        for (int k = 0; k < into.length; k++) {
            checkRoom("predictAll(into)", k, samples, into[k]);
        }
        RunnerPool.Entry taken = runners.take();
        try {
            taken.runner().predict(inputs, samples);
            for (int k = 0; k < into.length; k++) {
                int length = samples * outputSizes[k];
                System.arraycopy(taken.runner().outputs(k), 0, into[k], 0, length);
            }
        } finally {
            runners.giveBack(taken);
        }
    }

    /** For how many lengths there is what runs. */
    int lengths() {
        synchronized (lengths) {
            return lengths.size();
        }
    }

    /** How many sets of buffers there are. */
    int buffers() {
        return runners.made();
    }

    /** How many there can be. */
    int maxBuffers() {
        return runners.size();
    }

    private void checkSingle() {
        if (!isSingle) {
            throw KerasException.expected(
                    "predict",
                    "a model of one input and one output; predictAll takes others",
                    inputNames + " and " + outputNames);
        }
    }

    private static void checkCount(String where, List<String> names, float[][] arrays) {
        if (KerasException.notNull(where, "arrays", arrays).length != names.size()) {
            throw KerasException.expected(where, "one array for each of " + names, arrays.length);
        }
    }

    private int samples(float[][] inputs) {
        checkCount("predictAll(inputs)", inputNames, inputs);
        int samples = samples("predictAll(inputs)", 0, inputs[0]);
        for (int i = 1; i < inputs.length; i++) {
            int others = samples("predictAll(inputs)", i, inputs[i]);
            if (others != samples) {
                throw KerasException.expected(
                        "predictAll(inputs)", samples + " samples in each array, as in the first", others);
            }
        }
        return samples;
    }

    private int samples(String where, int input, float[] x) {
        int size = inputSizes[input];
        int length = KerasException.notNull(where, "an array", x).length;
        if (length == 0 || length % size != 0) {
            throw KerasException.expected(
                    where, size + " numbers for each sample of shape " + inputShapes.get(input), length + " numbers");
        }
        return length / size;
    }

    private int checkRoom(String where, int output, int samples, float[] into) {
        int length = Memory.length(where, samples, outputSizes[output]);
        if (KerasException.notNull(where, "an array", into).length < length) {
            throw KerasException.expected(where, "an array of at least " + length, into.length);
        }
        return length;
    }
}
