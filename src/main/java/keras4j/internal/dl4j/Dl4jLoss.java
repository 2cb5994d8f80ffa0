package keras4j.internal.dl4j;

import java.util.function.Supplier;
import keras4j.core.NdArrays;
import keras4j.core.RowWeights;
import keras4j.internal.graph.OutputLoss;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * One of our losses as DL4J's output layer asks for it: its value, and the gradient with respect to what comes before the
 * activation. (The division comes before back-propagation, as in Keras: where gradients cancel,
 * Adam's first steps show even the rounding.) It keeps what the layer showed it, which is how the engine learns the predictions of a step.
 */
final class Dl4jLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;

    private final transient OutputLoss loss;
    private transient float[] outputs = {};
    private transient float[] logits = {};
    private transient float[] rowWeights;
    private transient Supplier<float[]> mask = () -> null;
    private final transient RowWeights weights = new RowWeights();
    private double value;

    Dl4jLoss(OutputLoss loss) {
        this.loss = loss;
    }

    /** Sets by what the rows' losses are multiplied from here on; null for 1. */
    void weigh(float[] given) {
        rowWeights = given;
    }

    /** Sets what says which rows count; it gives null for all. */
    void mask(Supplier<float[]> value) {
        mask = value;
    }

    /** The predictions that the last call saw, sample after sample. */
    float[] outputs() {
        return outputs;
    }

    /** What comes before the activation that makes {@link #outputs}. */
    float[] logits() {
        return logits;
    }

    /** The loss that the last call found. */
    double value() {
        return value;
    }

    /** See {@link OutputLoss#weight}. */
    double weight() {
        return loss.weight();
    }

    /** See {@link OutputLoss#labelsPerRow}. */
    int labelsPerRow() {
        return loss.labelsPerRow();
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray predictions = evaluate(labels, preOutput, activation);
        int rows = (int) predictions.size(0);
        int width = (int) predictions.size(1);
        float[] gradients = new float[rows * width];
        float[] yTrue = NdArrays.floats(labels);
        float[] yPred = NdArrays.floats(predictions);
        loss.gradients(
                yTrue,
                yPred,
                loss.weights(weights, this.mask.get(), rowWeights, yTrue, yPred, rows, width),
                rows,
                width,
                gradients);
        INDArray result = NdArrays.of(gradients, rows, width);
        return loss.ofLogits()
                ? result
                : activation.backprop(preOutput.dup(), result).getFirst();
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        evaluate(labels, preOutput, activation);
        return score(preOutput, average);
    }

    private double score(INDArray preOutput, boolean average) {
        return average ? value : value * preOutput.size(0);
    }

    /** Finds outputs and losses; returns what the loss takes as predictions, which may have another width than its input. */
    private INDArray evaluate(INDArray labels, INDArray preOutput, IActivation activation) {
        INDArray activated = activation.getActivation(preOutput.dup(), false);
        INDArray predictions = loss.ofLogits() ? preOutput : activated;
        outputs = NdArrays.floats(activated);
        logits = NdArrays.floats(preOutput);
        int rows = (int) predictions.size(0);
        int width = (int) predictions.size(1);
        float[] yTrue = NdArrays.floats(labels);
        float[] yPred = NdArrays.floats(predictions);
        value = loss.value(
                yTrue,
                yPred,
                loss.weights(weights, this.mask.get(), rowWeights, yTrue, yPred, rows, width),
                rows,
                width,
                new float[rows]);
        return predictions;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        throw new UnsupportedOperationException("the engine asks for sums only");
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        INDArray gradient = computeGradient(labels, preOutput, activation, mask);
        return new Pair<>(score(preOutput, average), gradient);
    }

    @Override
    public String name() {
        return loss.loss().name();
    }
}
