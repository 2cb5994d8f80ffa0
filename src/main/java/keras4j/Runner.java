package keras4j;

import java.util.List;
import keras4j.core.Memory;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Penalties;

/** An engine at work on a network. */
final class Runner implements BatchRunner {
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
     * {@inheritDoc}
     *
     * <p>Weights change at its end, all at once for whoever holds the network's lock.
     */
    @Override
    public double train(Batch batch, float[][] rowWeights) {
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

    @Override
    public List<Shape> outputShapes() {
        return network.outputShapes();
    }

    /** Another number after each call that computes outputs. */
    long calls() {
        return calls;
    }

    @Override
    public double test(Batch batch, float[][] rowWeights) {
        calls++;
        network.lock();
        try {
            return engine.test(batch, rowWeights) + penalties.sum();
        } finally {
            network.unlock();
        }
    }

    @Override
    public void predict(Batch batch) {
        predict(batch.x(), batch.rows());
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

    @Override
    public float[] outputs(int output) {
        return engine.outputs(output);
    }

    @Override
    public float[] logits(int output) {
        return engine.logits(output);
    }

    @Override
    public double loss(int output) {
        return engine.loss(output);
    }

    @Override
    public float[] mask(int output) {
        return engine.mask(output);
    }

    @Override
    public void seed(long seed) {
        engine.seed(seed);
    }
}
