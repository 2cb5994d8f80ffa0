package keras4j.metrics;

import java.util.function.BinaryOperator;
import keras4j.core.KerasException;
import keras4j.ops.Symbol;

/** The mean of a function of (yTrue, yPred) that is described by ops. No file holds it. Keras: {@code MeanMetricWrapper}. */
public final class MeanMetricWrapper extends MetricFunction {
    private final BinaryOperator<Symbol> fn;

    /** @param fn gives a number for each sample, or each of its positions, or one number for the batch */
    public MeanMetricWrapper(BinaryOperator<Symbol> fn) {
        super("mean_metric_wrapper");
        this.fn = KerasException.notNull("MeanMetricWrapper", "a function", fn);
    }

    @Override
    public boolean isBetterWhenHigher() {
        throw unknownDirection();
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        return fn.apply(yTrue, yPred);
    }
}
