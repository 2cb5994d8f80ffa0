package keras4j.internal.compiled;

import java.util.Optional;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;

/** Runs the layers' own kernels over buffers that are made once; small networks need no native library. */
public final class CompiledEngine implements Engine {
    private final Network network;
    private final Plan plan;
    private final OutputLoss loss;
    private final int inputSize;
    private final int positions;
    private float[] outputs = {};
    private float[] losses = {};

    private CompiledEngine(Network network, Plan plan, OutputLoss loss) {
        this.network = network;
        this.plan = plan;
        this.loss = loss;
        inputSize = network.inputShape().size();
        positions = network.outputShape().positions();
    }

    /**
     * An engine for the network; empty if one of its layers has no kernel.
     *
     * @param loss null for a network that is only to predict
     * @param labels the shape of one sample's labels, null without a loss
     */
    public static Optional<Engine> of(Network network, Loss loss, Shape labels) {
        OutputLoss output = loss == null ? null : OutputLoss.of(network, loss, labels);
        return Plan.of(network).map(plan -> new CompiledEngine(network, plan, output));
    }

    @Override
    public double train(Batch batch, float[] rowWeights, float[] inputGradients, float[] gradients) {
        synchronized (network) {
            forward(batch.x(), batch.rows(), true);
            backward(batch, rowWeights, inputGradients, gradients);
        }
        return meanLoss(batch, rowWeights);
    }

    @Override
    public double test(Batch batch, float[] rowWeights) {
        predict(batch.x(), batch.rows());
        return meanLoss(batch, rowWeights);
    }

    @Override
    public void predict(float[] x, int rows) {
        synchronized (network) {
            forward(x, rows, false);
        }
    }

    private void forward(float[] x, int rows, boolean training) {
        plan.forward(network.weights(), network.version(), x, rows, training);
        outputs = plan.output(plan.length() - 1, x);
    }

    @Override
    public float[] outputs() {
        return outputs;
    }

    @Override
    public void seed(long seed) {
        plan.seed(seed);
    }

    /** The kernel whose outputs the loss takes: the last, or that before the activation if it takes logits. */
    private int predicting() {
        return plan.length() - (loss.ofLogits() ? 2 : 1);
    }

    private double meanLoss(Batch batch, float[] rowWeights) {
        int rows = batch.rows() * positions;
        if (losses.length < rows) {
            losses = new float[rows];
        }
        int width = plan.size(predicting(), inputSize) / positions;
        return loss.sum(batch.y(), plan.output(predicting(), batch.x()), rowWeights, rows, width, losses) / rows;
    }

    private void backward(Batch batch, float[] rowWeights, float[] inputGradients, float[] gradients) {
        int last = predicting();
        float[] lossGradients = last < 0 ? inputGradients : plan.gradient(last);
        if (lossGradients == null) {
            return;
        }
        int rows = batch.rows() * positions;
        int width = plan.size(last, inputSize) / positions;
        loss.gradients(batch.y(), plan.output(last, batch.x()), rowWeights, rows, width, lossGradients);
        plan.backward(last, network.weights(), batch.x(), inputGradients, gradients, batch.rows());
    }
}
