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
    private final int positions;
    /** The model's only input, while it runs. */
    private final float[][] x = new float[1][];
    /** The value that the loss takes: the output, or what comes before its activation if it takes logits. */
    private final int predicting;

    private float[] losses = {};
    private float[] gradient = {};

    private CompiledEngine(Network network, Plan plan, OutputLoss loss) {
        this.network = network;
        this.plan = plan;
        this.loss = loss;
        positions = network.outputShape().positions();
        predicting = loss != null && loss.ofLogits() ? plan.before(plan.output(0)) : plan.output(0);
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
    public double train(Batch batch, float[] rowWeights, float[] gradients) {
        synchronized (network) {
            forward(batch.x(), batch.rows(), true);
            backward(batch, rowWeights, gradients);
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

    private void forward(float[] given, int rows, boolean training) {
        x[0] = given;
        plan.forward(network.weights(), network.version(), x, rows, training);
    }

    @Override
    public float[] outputs() {
        return plan.value(plan.output(0));
    }

    @Override
    public void seed(long seed) {
        plan.seed(seed);
    }

    /** The last axis of what the loss takes. */
    private int width() {
        return plan.size(predicting) / positions;
    }

    private double meanLoss(Batch batch, float[] rowWeights) {
        int rows = batch.rows() * positions;
        if (losses.length < rows) {
            losses = new float[rows];
        }
        return loss.sum(batch.y(), plan.value(predicting), rowWeights, rows, width(), losses) / rows;
    }

    private void backward(Batch batch, float[] rowWeights, float[] gradients) {
        int rows = batch.rows() * positions;
        if (gradient.length < rows * width()) {
            gradient = new float[rows * width()];
        }
        loss.gradients(batch.y(), plan.value(predicting), rowWeights, rows, width(), gradient);
        plan.begin();
        plan.add(predicting, gradient, batch.rows());
        plan.backward(network.weights(), false, gradients, batch.rows());
    }
}
