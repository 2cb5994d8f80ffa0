package keras4j.metrics;

import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.square;
import static keras4j.ops.Ops.var;

import keras4j.ops.Symbol;

/**
 * The mean of the concordance correlation of labels and predictions (Lin, 1989), as Keras computes it: its covariance is about the
 * mean of the predictions. Keras: {@code ConcordanceCorrelation}.
 */
public final class ConcordanceCorrelation extends CorrelationMetric<ConcordanceCorrelation> {
    private static final double EPSILON = 1e-7;

    public ConcordanceCorrelation() {
        super("concordance_correlation");
    }

    @Override
    Symbol correlation(Symbol yTrue, Symbol yPred, int[] axis) {
        Symbol ofLabels = mean(yTrue, axis, true);
        Symbol ofPredictions = mean(yPred, axis, true);
        Symbol covariance = yTrue.minus(ofPredictions).times(yPred.minus(ofPredictions));
        Symbol norm = var(yTrue, axis, true).plus(var(yPred, axis, true)).plus(square(ofLabels.minus(ofPredictions)));
        return mean(covariance.times(2).dividedBy(norm.plus(EPSILON)), axis);
    }
}
