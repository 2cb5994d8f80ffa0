package keras4j;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;

/**
 * Predictions for serving: of a model as it was when {@link Model#predictor} was called, whatever becomes of the model since.
 * Any number of threads may share it, without waiting for each other: each has buffers of its own, which go with the thread
 * or the predictor, whichever goes first; large layers also have a copy of their weights there.
 */
public final class Predictor {
    private final Shape inputShape;
    private final int inputSize;
    private final int outputSize;
    private final ThreadLocal<Runner> runners;

    Predictor(Network model) {
        if (!model.isSingle()) {
            throw KerasException.expected(
                    "predictor",
                    "a model of one input and one output",
                    model.inputNames() + " and " + model.outputNames());
        }
        model.checkStateless("predictor");
        model.checkKnown("predictor");
        Network frozen = model.withWeights(model.copy());
        inputShape = frozen.inputShape();
        inputSize = inputShape.size();
        outputSize = frozen.outputShape().size();
        runners = ThreadLocal.withInitial(() -> {
            Network own = frozen.withWeights(frozen.weights());
            return new Runner(own, Engines.make(own, List.of()), null);
        });
    }

    /**
     * The outputs for one sample, or for several.
     *
     * @param x the numbers of one sample, row-major, or of several samples in a row
     * @return outputs, sample after sample
     * @throws KerasException if x is not whole samples, at least one
     */
    public float[] predict(float[] x) {
        float[] outputs = new float[samples(x) * outputSize];
        predict(x, outputs);
        return outputs;
    }

    /**
     * Writes the outputs into an array, and allocates nothing; see {@link #predict(float[])}.
     *
     * @param into is written from its begin on; may be longer
     */
    public void predict(float[] x, float[] into) {
        int samples = samples(x);
        int length = Math.multiplyExact(samples, outputSize);
        if (KerasException.notNull("predict(into)", "an array", into).length < length) {
            throw KerasException.expected("predict(into)", "an array of at least " + length, into.length);
        }
        Runner runner = runners.get();
        runner.predict(x, samples);
        System.arraycopy(runner.outputs(0), 0, into, 0, length);
    }

    private int samples(float[] x) {
        int length = KerasException.notNull("predict(x)", "an array", x).length;
        if (length == 0 || length % inputSize != 0) {
            throw KerasException.expected(
                    "predict(x)", inputSize + " numbers for each sample of shape " + inputShape, length + " numbers");
        }
        return length / inputSize;
    }
}
