package keras4j.internal.dl4j;

import java.util.Arrays;
import keras4j.core.Loss;
import keras4j.core.NdArrays;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.BlasThreads;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.nativeblas.NativeOpsHolder;

/** DL4J runs forward and backward with our loss, on a copy of the weights that is refreshed when they have changed. */
public final class Dl4jEngine implements Engine {
    static {
        // Else DL4J writes a file into the working directory when memory runs out.
        CrashReportingUtil.crashDumpsEnabled(false);
    }

    private static int ompThreads;

    private final Network network;
    private final Dl4jLoss loss;
    private final MultiLayerNetwork net;
    private final WeightMap map;
    private final int labelsPerRow;
    private float[] outputs = {};
    private long seenVersion = -1;

    /**
     * @param loss null for a network that is only to predict
     * @param labels the shape of one sample's labels, null without a loss
     */
    public Dl4jEngine(Network network, Loss loss, Shape labels) {
        this.network = network;
        this.loss = loss == null ? null : new Dl4jLoss(OutputLoss.of(network, loss, labels));
        Translation translation = Translation.of(network, this.loss, new NoOp());
        net = translation.instantiate();
        map = new WeightMap(network, translation, net);
        labelsPerRow =
                labels == null ? 0 : labels.size() / network.outputShape().positions();
    }

    /** ND4J and BLAS take the threads of the process, also if another engine has had other ones. */
    static void useThreads() {
        BlasThreads.set(Parallel.threads());
        if (ompThreads != Parallel.threads()) {
            ompThreads = Parallel.threads();
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(ompThreads);
        }
    }

    @Override
    public double train(Batch batch, float[] rowWeights, float[] inputGradients, float[] gradients) {
        refresh();
        loss.weigh(rowWeights);
        INDArray x = input(batch.x(), batch.rows());
        if (inputGradients == null) {
            net.setInput(x);
            net.setLabels(labels(batch));
            net.computeGradientAndScore();
        } else {
            float[] found = NdArrays.floats(
                    net.calculateGradients(x, labels(batch), null, null).getSecond());
            System.arraycopy(found, 0, inputGradients, 0, found.length);
        }
        map.fromDl4j(net.getFlattenedGradients(), gradients);
        net.clear();
        return meanLoss(batch);
    }

    @Override
    public double test(Batch batch, float[] rowWeights) {
        refresh();
        loss.weigh(rowWeights);
        net.score(new DataSet(input(batch.x(), batch.rows()), labels(batch)), false);
        return meanLoss(batch);
    }

    private double meanLoss(Batch batch) {
        outputs = loss.outputs();
        return loss.sum() / rows(batch);
    }

    @Override
    public void predict(float[] x, int rows) {
        refresh();
        outputs = NdArrays.floats(net.output(input(x, rows)));
    }

    @Override
    public float[] outputs() {
        return outputs;
    }

    @Override
    public void seed(long seed) {
        Nd4j.getRandom().setSeed(seed);
    }

    /** To be called before anything else. */
    private void refresh() {
        useThreads();
        synchronized (network) {
            if (network.version() != seenVersion) {
                map.toDl4j(network.weights(), net);
                seenVersion = network.version();
            }
        }
    }

    /** The rows that the loss averages over: samples, times the positions of each. */
    private int rows(Batch batch) {
        return batch.rows() * network.outputShape().positions();
    }

    private INDArray input(float[] x, int rows) {
        Shape shape = network.inputShape();
        return NdArrays.of(copy(x, rows * shape.size()), shape.batchOf(rows));
    }

    private INDArray labels(Batch batch) {
        int rows = rows(batch);
        return NdArrays.of(copy(batch.y(), rows * labelsPerRow), rows, labelsPerRow);
    }

    private static float[] copy(float[] values, int length) {
        return values.length == length ? values : Arrays.copyOf(values, length);
    }
}
