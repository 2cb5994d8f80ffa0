package keras4j;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Loss;
import keras4j.data.Dataset;
import keras4j.losses.LossCall;
import keras4j.losses.LossFunction;
import keras4j.ops.Symbol;

/** The losses that a step is described with, and which of them are given labels of the data as they are. */
final class StepLosses {
    private record Labelled(Loss loss, int labels, int width) {}

    private final List<Symbol> y;
    private final List<Labelled> labelled = new ArrayList<>();

    /** @param y the labels of the data, null for an output without */
    StepLosses(List<Symbol> y) {
        this.y = y;
    }

    /** See {@link LossCall#of}. */
    Symbol of(Loss loss, Symbol yTrue, Symbol yPred, Symbol sampleWeight) {
        Symbol value = LossCall.of(loss, yTrue, yPred, sampleWeight);
        int labels = y.indexOf(yTrue);
        if (labels >= 0 && !(loss instanceof LossFunction)) {
            Loss fitting = loss.of(yTrue.sampleShape(), yPred.sampleShape());
            labelled.add(new Labelled(fitting, labels, yPred.shape().last()));
        }
        return value;
    }

    /** @throws keras4j.core.KerasException naming the row of a label that a loss cannot take */
    void checkLabels(Dataset data) {
        labelled.forEach(each -> each.loss.checkLabels(data.labels(each.labels), each.width));
    }
}
