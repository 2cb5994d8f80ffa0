package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.NdArrays;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.engine.StepResult;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * DL4J runs forward and backward with our loss; our optimizer then changes the network's weights, and DL4J's copy of them
 * is refreshed before its next step.
 */
public final class Dl4jEngine implements Engine {
    static {
        // Else DL4J writes a file into the working directory when memory runs out.
        CrashReportingUtil.crashDumpsEnabled(false);
    }

    private final Network network;
    private final OptimizerState optimizer;
    private final Dl4jLoss loss;
    private final MultiLayerNetwork net;
    private final WeightMap map;
    private final float[] gradients;
    private final int labelsPerRow;
    private final List<Network.Slot> regularized;
    private long seenVersion = -1;

    /**
     * @param loss null for a network that is only to predict
     * @param optimizer null for a network that is not to be trained
     * @param labels the shape of one sample's labels, null without a loss
     */
    public Dl4jEngine(Network network, Loss loss, OptimizerState optimizer, Shape labels) {
        this.network = network;
        this.optimizer = optimizer;
        this.loss = loss == null ? null : new Dl4jLoss(OutputLoss.of(network, loss, labels));
        Translation translation = Translation.of(network, this.loss, new NoOp());
        net = translation.instantiate();
        map = new WeightMap(network, translation, net);
        gradients = new float[network.countParams()];
        regularized = network.regularized();
        labelsPerRow =
                labels == null ? 0 : labels.size() / network.outputShape().positions();
    }

    /** Sets how many threads ND4J and BLAS use in this process. */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw KerasException.expected("setThreads", "at least 1", threads);
        }
        // In this order: the first use of ND4J's factory starts its native part.
        Nd4j.factory().blas().setMaxThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }

    @Override
    public synchronized StepResult train(Batch batch, float[] rowWeights) {
        refresh();
        loss.weigh(rowWeights);
        net.setInput(input(batch));
        net.setLabels(labels(batch));
        net.computeGradientAndScore();
        map.fromDl4j(net.getFlattenedGradients(), gradients);
        net.clear();
        double penalty = network.penalty(regularized);
        network.addPenaltyGradients(regularized, gradients);
        network.update(weights -> optimizer.step(weights, gradients));
        return new StepResult(loss.sum() / rows(batch) + penalty, loss.outputs());
    }

    @Override
    public synchronized StepResult test(Batch batch, float[] rowWeights) {
        refresh();
        loss.weigh(rowWeights);
        net.score(new DataSet(input(batch), labels(batch)), false);
        return new StepResult(loss.sum() / rows(batch) + network.penalty(regularized), loss.outputs());
    }

    @Override
    public synchronized StepResult predict(Batch batch) {
        refresh();
        return new StepResult(Double.NaN, NdArrays.floats(net.output(input(batch))));
    }

    @Override
    public void seed(long seed) {
        Nd4j.getRandom().setSeed(seed);
    }

    private void refresh() {
        seenVersion = network.read(seenVersion, weights -> map.toDl4j(weights, net));
    }

    /** The rows that the loss averages over: samples, times the positions of each. */
    private int rows(Batch batch) {
        return batch.rows() * network.outputShape().positions();
    }

    private INDArray input(Batch batch) {
        return NdArrays.of(
                copy(batch.x(), batch.rows() * network.inputShape().size()),
                network.inputShape().batchOf(batch.rows()));
    }

    private INDArray labels(Batch batch) {
        int rows = rows(batch);
        return NdArrays.of(copy(batch.y(), rows * labelsPerRow), rows, labelsPerRow);
    }

    private static float[] copy(float[] values, int length) {
        return values.length == length ? values : Arrays.copyOf(values, length);
    }
}
