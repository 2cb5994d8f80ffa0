package keras4j;

import java.util.List;
import keras4j.core.Memory;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Penalties;

/**
 * An engine at work on a network: single steps. Whoever calls it holds its monitor until {@link #outputs} have been read, so
 * that calls of several threads follow one another.
 */
final class Runner {
    private final Network network;
    private final Engine engine;
    private final OptimizerState optimizer;
    private final Penalties penalties;
    private final float[] gradients;
    private final float[][] only = new float[1][];
    private long calls;

    /** @param optimizer null for a network that is not to be trained */
    Runner(Network network, Engine engine, OptimizerState optimizer) {
        this.network = network;
        this.engine = engine;
        this.optimizer = optimizer;
        penalties = new Penalties(network);
        int trained = optimizer == null ? 0 : network.countParams();
        long remembered = optimizer == null ? 0 : optimizer.countParams();
        Memory.check("fit", "weights, gradients and the optimizer's state", 2L * trained + remembered);
        gradients = new float[trained];
    }

    /**
     * One step of training; weights change at its end, all at once for whoever holds the network's monitor.
     *
     * @param rowWeights for each output how much each row counts; null in it if all count 1
     * @return the loss before the step, penalties included
     */
    double train(Batch batch, float[][] rowWeights) {
        network.lock();
        try {
            calls++;
            double loss = engine.forward(batch, rowWeights, false) + penalties.sum();
            network.step(optimizer, backward(batch, rowWeights, null));
            return loss;
        } finally {
            network.unlock();
        }
    }

    /** Forward as in training, before {@link #backward}: the loss, penalties included; changes nothing. */
    double forward(Batch batch, float[][] rowWeights) {
        calls++;
        network.lock();
        try {
            return engine.forward(batch, rowWeights, true) + penalties.sum();
        } finally {
            network.unlock();
        }
    }

    /**
     * The gradients, penalties included, after {@link #forward} of the same batch with no other call between; changes
     * nothing.
     *
     * @param inputGradients of each input, are written, sample after sample; null if they are not wanted
     * @return in the network's order; the next call writes it
     */
    float[] backward(Batch batch, float[][] rowWeights, float[][] inputGradients) {
        network.lock();
        try {
            engine.backward(batch, rowWeights, inputGradients, gradients);
            penalties.addGradients(gradients);
            return gradients;
        } finally {
            network.unlock();
        }
    }

    /** The shape of one sample of each output. */
    List<Shape> outputShapes() {
        return network.outputShapes();
    }

    /** Another number after each call that computes outputs. */
    long calls() {
        return calls;
    }

    /** The loss of a batch, penalties included; changes nothing. */
    double test(Batch batch, float[][] rowWeights) {
        calls++;
        network.lock();
        try {
            return engine.test(batch, rowWeights) + penalties.sum();
        } finally {
            network.unlock();
        }
    }

    /** Computes the outputs of so many samples. */
    void predict(float[][] x, int rows) {
        calls++;
        engine.predict(x, rows);
    }

    /** The same for a model of one input. */
    void predict(float[] x, int rows) {
        only[0] = x;
        predict(only, rows);
    }

    /** The predictions of the last call for one output, sample after sample; the array may be longer. */
    float[] outputs(int output) {
        return engine.outputs(output);
    }

    /** See {@link Engine#logits}. */
    float[] logits(int output) {
        return engine.logits(output);
    }

    /** The loss of one output in the last training or test, without penalties and the output's weight. */
    double loss(int output) {
        return engine.loss(output);
    }

    /** Which rows of {@link #outputs} count; null for all. */
    float[] mask(int output) {
        return engine.mask(output);
    }

    /** Makes what layers do at random follow from this seed. */
    void seed(long seed) {
        engine.seed(seed);
    }
}
