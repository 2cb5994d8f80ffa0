package keras4j.internal.compiled;

import java.util.List;
import java.util.Optional;
import keras4j.core.Loss;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.engine.StepResult;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;

/** Runs the layers' own kernels over buffers that are made once; small networks need no native library. */
public final class CompiledEngine implements Engine {
    private final Network network;
    private final Plan plan;
    private final OptimizerState optimizer;
    private final OutputLoss loss;
    private final List<Network.Slot> regularized;
    private final float[] weightGradients;
    private final int inputSize;
    private final int positions;
    private float[] losses = {};

    private CompiledEngine(Network network, Plan plan, OutputLoss loss, OptimizerState optimizer) {
        this.network = network;
        this.plan = plan;
        this.loss = loss;
        this.optimizer = optimizer;
        regularized = network.regularized();
        weightGradients = new float[loss == null ? 0 : network.countParams()];
        inputSize = network.inputShape().size();
        positions = network.outputShape().positions();
    }

    /**
     * An engine for the network; empty if one of its layers has no kernel.
     *
     * @param loss null for a network that is only to predict
     * @param optimizer null for a network that is not to be trained
     * @param labels the shape of one sample's labels, null without a loss
     */
    public static Optional<Engine> of(Network network, Loss loss, OptimizerState optimizer, Shape labels) {
        OutputLoss output = loss == null ? null : OutputLoss.of(network, loss, labels);
        return Plan.of(network).map(plan -> new CompiledEngine(network, plan, output, optimizer));
    }

    @Override
    public synchronized StepResult train(Batch batch, float[] rowWeights) {
        double mean = network.locked(weights -> {
            plan.forward(weights, batch.x(), batch.rows(), true);
            double found = meanLoss(batch, rowWeights);
            backward(weights, batch, rowWeights);
            return found;
        });
        double penalty = network.penalty(regularized);
        network.addPenaltyGradients(regularized, weightGradients);
        network.update(weights -> optimizer.step(weights, weightGradients));
        return new StepResult(mean + penalty, outputs(batch));
    }

    @Override
    public synchronized StepResult test(Batch batch, float[] rowWeights) {
        forward(batch);
        return new StepResult(meanLoss(batch, rowWeights) + network.penalty(regularized), outputs(batch));
    }

    @Override
    public synchronized StepResult predict(Batch batch) {
        forward(batch);
        return new StepResult(Double.NaN, outputs(batch));
    }

    @Override
    public synchronized void seed(long seed) {
        plan.seed(seed);
    }

    private void forward(Batch batch) {
        network.locked(weights -> {
            plan.forward(weights, batch.x(), batch.rows(), false);
            return null;
        });
    }

    private float[] outputs(Batch batch) {
        return plan.output(plan.length() - 1, batch.x());
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

    private void backward(float[] weights, Batch batch, float[] rowWeights) {
        int last = predicting();
        if (last < 0) {
            return;
        }
        int rows = batch.rows() * positions;
        int width = plan.size(last, inputSize) / positions;
        loss.gradients(batch.y(), plan.output(last, batch.x()), rowWeights, rows, width, plan.gradient(last));
        plan.backward(last, weights, batch.x(), weightGradients, batch.rows());
    }
}
