package keras4j.internal.compiled;

import java.util.List;
import keras4j.core.RowWeights;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;

/** Runs a network's trace over buffers that are made once; small networks need no native library. */
public final class CompiledEngine implements Engine {
    private final Network network;
    private final Program program;
    private final OutputLoss[] losses;
    private final int[] positions;
    private final double[] last;
    private final RowWeights masked = new RowWeights();
    private float[] buffer = {};

    /** @param losses one for each output; none for a network that is only to predict */
    public CompiledEngine(Network network, List<OutputLoss> losses) {
        this.network = network;
        program = new Program(network, !losses.isEmpty());
        this.losses = losses.toArray(OutputLoss[]::new);
        positions = network.outputShapes().stream().mapToInt(Shape::positions).toArray();
        last = new double[positions.length];
        for (int k = 0; k < this.losses.length; k++) {
            if (this.losses[k].ofLogits()) {
                program.takeLogits(k);
            }
        }
    }

    @Override
    public double forward(Batch batch, float[][] rowWeights, boolean ofInputs) {
        forward(batch.x(), batch.rows(), true, ofInputs);
        return weightedLoss(batch, rowWeights);
    }

    @Override
    public void backward(Batch batch, float[][] rowWeights, float[][] inputGradients, float[] gradients) {
        for (int k = 0; k < losses.length; k++) {
            int rows = batch.rows() * positions[k];
            float[] weights = weights(batch, rowWeights, k, rows);
            losses[k].gradients(batch.y(k), program.source(k), weights, rows, width(k), program.gradient(k));
        }
        network.lock();
        try {
            program.backward(gradients);
            program.updateState(gradients);
        } finally {
            network.unlock();
        }
        for (int i = 0; inputGradients != null && i < inputGradients.length; i++) {
            program.copyGradient(i, inputGradients[i], batch.rows());
        }
    }

    @Override
    public double test(Batch batch, float[][] rowWeights) {
        predict(batch.x(), batch.rows());
        return weightedLoss(batch, rowWeights);
    }

    @Override
    public void predict(float[][] x, int rows) {
        forward(x, rows, false, false);
    }

    private void forward(float[][] x, int rows, boolean training, boolean ofInputs) {
        network.lock();
        try {
            program.forward(network.weights(), network.version(), x, rows, training, ofInputs);
        } finally {
            network.unlock();
        }
    }

    @Override
    public float[] outputs(int output) {
        return program.output(output);
    }

    @Override
    public float[] logits(int output) {
        return program.logits(output);
    }

    @Override
    public double loss(int output) {
        return last[output];
    }

    @Override
    public float[] mask(int output) {
        return program.mask(output);
    }

    @Override
    public void seed(long seed) {
        program.seed(seed);
    }

    private double weightedLoss(Batch batch, float[][] rowWeights) {
        double sum = program.addedLosses();
        for (int k = 0; k < losses.length; k++) {
            int rows = batch.rows() * positions[k];
            float[] weights = weights(batch, rowWeights, k, rows);
            last[k] = losses[k].value(batch.y(k), program.source(k), weights, rows, width(k), buffer(rows));
            sum += last[k] * losses[k].weight();
        }
        return sum;
    }

    private float[] weights(Batch batch, float[][] rowWeights, int k, int rows) {
        return losses[k].weights(masked, program.mask(k), rowWeights[k], batch.y(k), program.source(k), rows, width(k));
    }

    private int width(int output) {
        return program.size(output) / positions[output];
    }

    private float[] buffer(int length) {
        if (buffer.length < length) {
            buffer = new float[length];
        }
        return buffer;
    }
}
