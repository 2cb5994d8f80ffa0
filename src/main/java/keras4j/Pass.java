package keras4j;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.BatchSource;
import keras4j.data.Batches;
import keras4j.data.Dataset;

/**
 * The batches of one epoch after another, or of evaluations. Without a number of steps an epoch goes to the end of the
 * data; with one it goes on where the epoch before has stopped, and ends early where the data end, as in Keras. Evaluations
 * always begin with the first batch.
 */
final class Pass {
    private final String verb;
    private final Batches batches;
    private final int steps;
    private final int[] positions;
    private final UnaryOperator<List<Shape>> shapes;
    private final List<Shape> weightShapes;
    private final float[][] expanded;
    private final float[][] rowWeights;
    private boolean atEnd = true;
    private int taken;
    private int seen;
    private SplittableRandom shuffle;

    /**
     * @param verb what error messages begin with
     * @param steps batches an epoch; 0 for all there are
     * @param shapes of one sample's predictions, for inputs of these
     * @param check is shown the data before they are used
     */
    Pass(
            String verb,
            BatchSource data,
            int batchSize,
            int steps,
            UnaryOperator<List<Shape>> shapes,
            Consumer<Dataset> check) {
        this.verb = verb;
        this.steps = steps;
        batches = data.batches(batchSize, check);
        this.shapes = shapes;
        List<Shape> outputs = shapes.apply(data.xShapes());
        positions = outputs.stream().mapToInt(Shape::positions).toArray();
        expanded = new float[positions.length][0];
        rowWeights = new float[positions.length][];
        weightShapes = data.weightShapes();
        for (int k = 0; k < outputs.size(); k++) {
            Shape output = outputs.get(k);
            int given = weightsPerSample(k);
            if (given > 1 && given != output.positions()) {
                throw KerasException.expected(
                        verb + "(sampleWeight)",
                        "1 weight a sample, or " + output.positions() + " for the positions of outputs of shape "
                                + output.batched(),
                        given + " weights a sample");
            }
        }
    }

    /** The number of batches in an epoch; -1 if that is not known. */
    int count() {
        return steps > 0 ? steps : batches.count();
    }

    /**
     * Begins an epoch.
     *
     * @param random puts samples in memory into another order, when they begin anew; null for the order as it is
     */
    void goOn(SplittableRandom random) {
        shuffle = random;
        taken = 0;
        if (atEnd || steps == 0) {
            beginAnew();
        }
    }

    /**
     * Goes over an epoch that another fit has done, so that the samples of the next one come as they would have. A stream stays where
     * it is.
     */
    void skip(SplittableRandom random) {
        if (batches.count() >= 0) {
            goOn(random);
            Batch left = steps > 0 ? next() : null;
            while (left != null) {
                left = next();
            }
        }
    }

    /** Begins with the first batch, in the order as it is. */
    void begin() {
        atEnd = true;
        goOn(null);
    }

    private void beginAnew() {
        batches.begin(shuffle);
        atEnd = false;
        seen = 0;
    }

    /**
     * The epoch's next batch; null at its end.
     *
     * @throws KerasException if the epoch has no batch at all
     */
    Batch next() {
        if (atEnd || (steps > 0 && taken == steps)) {
            return null;
        }
        Batch batch = batches.next();
        if (batch == null && taken == 0 && seen > 0) {
            beginAnew();
            batch = batches.next();
        }
        if (batch == null) {
            atEnd = true;
            if (taken == 0) {
                throw KerasException.expected(verb, "data for an epoch", "a stream that has ended");
            }
            return null;
        }
        taken++;
        seen++;
        atEnd = seen == batches.count();
        for (int k = 0; k < positions.length; k++) {
            rowWeights[k] = weightsOf(batch, k);
        }
        return batch;
    }

    /**
     * For each output the weights of the last batch's rows: samples, times the positions of each; null in it if all count 1.
     */
    float[][] rowWeights() {
        return rowWeights;
    }

    /** The number of the weights of an output: the only ones are those of all. */
    private int weights(int output) {
        return weightShapes.size() == 1 ? 0 : output;
    }

    /** How many weights a sample has in an output; 0 for none. */
    private int weightsPerSample(int output) {
        int number = weights(output);
        return number < weightShapes.size() ? weightShapes.get(number).size() : 0;
    }

    private float[] weightsOf(Batch batch, int output) {
        int given = weightsPerSample(output);
        if (given == 0) {
            return null;
        }
        int each = batch.of() == null
                ? positions[output]
                : shapes.apply(batch.of().xShapes()).get(output).positions();
        float[] weights = batch.weights(weights(output));
        if (given == each) {
            return weights;
        }
        if (expanded[output].length < batch.rows() * each) {
            expanded[output] = new float[batch.rows() * each];
        }
        for (int i = 0; i < batch.rows(); i++) {
            Arrays.fill(expanded[output], i * each, (i + 1) * each, weights[i]);
        }
        return expanded[output];
    }
}
