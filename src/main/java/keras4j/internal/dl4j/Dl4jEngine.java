package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;
import keras4j.internal.kernels.BlasThreads;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
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
    private final List<Dl4jLoss> losses;
    private final List<InputRows> inputRows = new ArrayList<>();
    private final ComputationGraph net;
    private final WeightMap map;
    private final List<Shape> inputs;
    private final List<Shape> outputs;
    private final float[][] predictions;
    /** What says which rows of an output count; it gives null for all. */
    private final List<Supplier<float[]>> masks = new ArrayList<>();

    private long seenVersion = -1;

    /** @param losses one for each output; none for a network that is only to predict */
    public Dl4jEngine(Network network, List<OutputLoss> losses) {
        for (OutputLoss loss : losses) {
            if (loss.labelsPerRow() == 0) {
                throw KerasException.expected(
                        "DL4J's engine",
                        "labels of as many places as outputs, or a multiple; the default engine takes others, too",
                        "fewer for the loss " + loss.loss().name());
            }
        }
        this.network = network;
        this.losses = losses.stream().map(Dl4jLoss::new).toList();
        GraphTranslation translation = new GraphTranslation(network, this.losses, new NoOp(), true, row -> {
            inputRows.add(new InputRows(row));
            return inputRows.get(inputRows.size() - 1);
        });
        net = translation.instantiate();
        map = new WeightMap(translation.places(net));
        inputs = network.inputShapes();
        outputs = network.outputShapes();
        predictions = new float[outputs.size()][];
        seed(new SplittableRandom().nextLong());
        for (int k = 0; k < this.losses.size(); k++) {
            masks.add(translation.mask(k, net));
            this.losses.get(k).mask(masks.get(k));
        }
    }

    /** ND4J and BLAS take the threads of the process, also if another engine has had other ones. */
    static void useThreads() {
        BlasThreads.set(Parallel.threads());
        if (ompThreads != Parallel.threads()) {
            ompThreads = Parallel.threads();
            Nd4j.getBackend(); // which finds the native library
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(ompThreads);
        }
    }

    /** DL4J goes backward at once, too. */
    @Override
    public double forward(Batch batch, float[][] rowWeights, boolean ofInputs) {
        refresh();
        weigh(rowWeights);
        net.setInputs(inputs(batch.x(), batch.rows()));
        net.setLabels(labels(batch));
        net.computeGradientAndScore();
        net.clear();
        return weightedLoss();
    }

    @Override
    public void backward(Batch batch, float[][] rowWeights, float[][] inputGradients, float[] gradients) {
        network.lock();
        try {
            map.fromDl4j(network.weights(), gradients);
        } finally {
            network.unlock();
        }
        for (int i = 0; inputGradients != null && i < inputGradients.length; i++) {
            inputRows.get(i).copyGradient(inputGradients[i]);
        }
    }

    @Override
    public double test(Batch batch, float[][] rowWeights) {
        refresh();
        weigh(rowWeights);
        net.score(new MultiDataSet(inputs(batch.x(), batch.rows()), labels(batch)), false);
        return weightedLoss();
    }

    private void weigh(float[][] rowWeights) {
        for (int k = 0; k < rowWeights.length; k++) {
            losses.get(k).weigh(rowWeights[k]);
        }
    }

    private double weightedLoss() {
        double sum = hosted().mapToDouble(KernelLayerImpl::addedLosses).sum();
        for (int k = 0; k < predictions.length; k++) {
            predictions[k] = losses.get(k).outputs();
            sum += loss(k) * losses.get(k).weight();
        }
        return sum;
    }

    @Override
    public double loss(int output) {
        return losses.get(output).value();
    }

    @Override
    public void predict(float[][] x, int rows) {
        refresh();
        INDArray[] found = net.output(inputs(x, rows));
        for (int k = 0; k < found.length; k++) {
            predictions[k] = NdArrays.floats(found[k]);
        }
    }

    @Override
    public float[] outputs(int output) {
        return predictions[output];
    }

    @Override
    public float[] logits(int output) {
        return losses.get(output).logits();
    }

    @Override
    public float[] mask(int output) {
        return masks.get(output).get();
    }

    @Override
    public void seed(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        long common = seeds.nextLong();
        hosted().forEach(layer -> layer.seed(seeds.nextLong(), common));
    }

    private Stream<KernelLayerImpl> hosted() {
        return Arrays.stream(net.getLayers())
                .filter(KernelLayerImpl.class::isInstance)
                .map(KernelLayerImpl.class::cast);
    }

    /** To be called before anything else. */
    private void refresh() {
        useThreads();
        network.lock();
        try {
            if (network.version() != seenVersion) {
                map.toDl4j(network.weights());
                seenVersion = network.version();
            }
        } finally {
            network.unlock();
        }
    }

    /** The rows that an output's loss averages over: samples, times the positions of each. */
    private int rows(Batch batch, int output) {
        return batch.rows() * outputs.get(output).positions();
    }

    private INDArray[] inputs(float[][] x, int rows) {
        INDArray[] arrays = new INDArray[inputs.size()];
        for (int i = 0; i < arrays.length; i++) {
            Shape shape = inputs.get(i);
            arrays[i] = NdArrays.of(copy(x[i], rows * shape.size()), shape.batchOf(rows));
        }
        return arrays;
    }

    private INDArray[] labels(Batch batch) {
        INDArray[] arrays = new INDArray[outputs.size()];
        for (int k = 0; k < arrays.length; k++) {
            int rows = rows(batch, k);
            int width = losses.get(k).labelsPerRow();
            arrays[k] = NdArrays.of(copy(batch.y(k), rows * width), rows, width);
        }
        return arrays;
    }

    private static float[] copy(float[] values, int length) {
        return values.length == length ? values : Arrays.copyOf(values, length);
    }
}
