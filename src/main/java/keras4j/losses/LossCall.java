package keras4j.losses;

import java.util.Optional;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Reduction;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.RowLosses;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/** Losses of symbols. Keras: {@code loss(y_true, y_pred, sample_weight)}. */
public final class LossCall {
    private LossCall() {}

    /**
     * What a loss gives, reduced as it says.
     *
     * @param yTrue (batch, ..)
     * @param yPred (batch, ..); what its mask leaves out does not count
     * @param sampleWeight (batch), or one for each position; null for 1
     * @throws keras4j.core.KerasException if the loss takes no such labels
     */
    public static Symbol of(Loss loss, Symbol yTrue, Symbol yPred, Symbol sampleWeight) {
        Symbol values = values(loss, yTrue, yPred);
        Symbol mask = loss instanceof ReducedLoss own ? own.mask(yPred.mask(), yTrue, values) : yPred.mask();
        Symbol weights = weights(values, loss.reduction(), sampleWeight, mask);
        Symbol weighted = weights == null ? values : values.times(weights);
        if (loss.reduction() == Reduction.NONE) {
            return weighted;
        }
        boolean isSum = loss.reduction() == Reduction.SUM;
        if (isSum || loss.reduction().isMean() || weights == null) {
            return isSum ? Ops.sum(weighted) : Ops.mean(weighted);
        }
        Symbol total = Ops.sum(weights);
        return Ops.divide(Ops.sum(weighted), Ops.add(total, Ops.equal(total, 0)));
    }

    /** The loss of each sample, or position. */
    private static Symbol values(Loss loss, Symbol yTrue, Symbol yPred) {
        if (loss instanceof LossFunction described) {
            return described.squeezed(yTrue, yPred);
        }
        Shape labels = yTrue.sampleShape();
        Shape output = yPred.sampleShape();
        Loss fitting = loss.of(labels, output);
        if (fitting instanceof TracedLoss traced) {
            return traced.squeezed(yTrue, yPred);
        }
        Labels.check("loss", "loss " + loss.name(), fitting.labelShapes(output), output, labels);
        boolean isSqueezed = output.rank() > 1 && output.last() == 1 && labels.rank() < output.rank();
        Symbol logits = !isSqueezed && yPred.scope() instanceof Trace trace ? trace.logits(yPred) : yPred;
        Optional<Loss> ofLogits = logits == yPred ? Optional.empty() : fitting.ofLogits();
        Symbol read = ofLogits.isPresent() ? logits : yPred;
        return new RowLosses(ofLogits.orElse(fitting)).of(yTrue, read.rank() == 1 ? Ops.expandDims(read, -1) : read);
    }

    private static Symbol weights(Symbol values, Reduction reduction, Symbol sampleWeight, Symbol mask) {
        Symbol weights = sampleWeight == null ? null : like(values, sampleWeight);
        if (mask == null) {
            return weights;
        }
        Symbol counts = like(values, mask);
        Symbol valid = Ops.sum(counts);
        Symbol isNone = Ops.equal(valid, 0);
        Symbol factor = Ops.divide(counts.shape().size(), Ops.add(valid, isNone));
        Symbol each = reduction.isMean() ? Ops.where(Ops.logicalOr(isNone, Ops.equal(counts, 0)), 0, factor) : counts;
        return weights == null ? each : weights.times(each);
    }

    /** With the axes of the values, if it has as many numbers or one for each sample. */
    private static Symbol like(Symbol values, Symbol weights) {
        if (weights.shape().size() == values.shape().size()) {
            return Ops.reshape(weights, values.shape().dims());
        }
        int[] dims = values.shape().dims();
        for (int axis = weights.rank(); axis < dims.length; axis++) {
            dims[axis] = 1;
        }
        return Ops.reshape(weights, dims);
    }
}
