package keras4j;

import java.util.List;
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
 */
public final class Predictor {
    private final List<String> inputNames;
    private final List<String> outputNames;
    private final List<Shape> inputShapes;
    private final List<Shape> outputShapes;
    /** The numbers of one sample of each. */
    private final int[] inputSizes;

    private final int[] outputSizes;
    private final boolean isSingle;
    private final RunnerPool runners;

    Predictor(Network model) {
        model.checkStateless("predictor");
        model.checkKnown("predictor");
        Network frozen = model.withWeights(model.copy());
        inputNames = frozen.inputNames();
        outputNames = frozen.outputNames();
        inputShapes = List.copyOf(frozen.inputShapes());
        outputShapes = List.copyOf(frozen.outputShapes());
        inputSizes = inputShapes.stream().mapToInt(Shape::size).toArray();
        outputSizes = outputShapes.stream().mapToInt(Shape::size).toArray();
        isSingle = frozen.isSingle();
        runners = new RunnerPool(() -> {
            Network own = frozen.withWeights(frozen.weights());
            return new Runner(own, Engines.make(own, List.of()), null);
        });
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
     * The outputs for one sample, or for several, of a model of one input and one output.
     *
     * @param x the numbers of one sample, or of several samples in a row
     * @return outputs, sample after sample
     * @throws KerasException if x is not whole samples, at least one
     */
    public float[] predict(float[] x) {
        checkSingle();
        float[] outputs = new float[samples("predict(x)", 0, x) * outputSizes[0]];
        predict(x, outputs);
        return outputs;
    }

    /**
     * Writes the outputs into an array, and allocates nothing; see {@link #predict(float[])}.
     *
     * @param into is written from its begin on; may be longer
     */
    public void predict(float[] x, float[] into) {
        checkSingle();
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
        int samples = samples(inputs);
        float[][] outputs = new float[outputShapes.size()][];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = new float[Memory.length("predictAll", samples, outputSizes[k])];
        }
        predictAll(inputs, outputs);
        return outputs;
    }

    /**
     * Writes the outputs into arrays, one for each of the model's, and allocates nothing; see {@link #predictAll(float[]...)}.
     *
     * @param into are written from their begins on; may be longer
     */
    public void predictAll(float[][] inputs, float[][] into) {
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
