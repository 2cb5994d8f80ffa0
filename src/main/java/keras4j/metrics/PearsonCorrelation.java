package keras4j.metrics;

import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.std;

import keras4j.ops.Symbol;

/** The mean of Pearson's correlation of labels and predictions. Keras: {@code PearsonCorrelation}. */
public final class PearsonCorrelation extends CorrelationMetric<PearsonCorrelation> {
    public PearsonCorrelation() {
        super("pearson_correlation");
    }

    private static Symbol standardized(Symbol x, int[] axis) {
        Symbol centred = x.minus(mean(x, axis, true));
        return centred.dividedBy(std(centred, axis, true));
    }

    @Override
    Symbol correlation(Symbol yTrue, Symbol yPred, int[] axis) {
        return mean(standardized(yTrue, axis).times(standardized(yPred, axis)), axis);
    }
}
