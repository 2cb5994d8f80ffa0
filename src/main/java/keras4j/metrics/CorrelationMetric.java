package keras4j.metrics;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.losses.SameRank;
import keras4j.ops.Symbol;

/** The mean of how much labels and predictions go together along some axes. */
abstract class CorrelationMetric<M extends CorrelationMetric<M>> extends MetricFunction {
    private int[] axis = {-1};

    CorrelationMetric(String name) {
        super(name);
    }

    @Override
    @SuppressWarnings("unchecked")
    public final M name(String value) {
        super.name(value);
        return (M) this;
    }

    /** The axes, that of the batch being 0, along which means are taken; the last unless given. */
    @SuppressWarnings("unchecked")
    public final M axis(int... value) {
        axis = KerasException.notNull(getName() + ".axis", "axes", value).clone();
        return (M) this;
    }

    @Override
    public final void config(Config config) {
        super.config(config);
        axis = config.oneOrMore("axis", axis);
    }

    @Override
    public final List<Shape> labelShapes(Shape output) {
        int rank = output.rank() + 1;
        if (!Arrays.stream(axis).allMatch(one -> one >= -rank && one < rank)) {
            throw KerasException.expected(
                    Names.classOf(this) + ".axis",
                    "axes of outputs of shape " + output.batched(),
                    Arrays.toString(axis));
        }
        return super.labelShapes(output);
    }

    @Override
    public final boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    protected final Symbol call(Symbol yTrue, Symbol yPred) {
        return SameRank.apply(yTrue, yPred, (labels, predictions) -> correlation(labels, predictions, axis));
    }

    /** Of labels and predictions of one shape. */
    abstract Symbol correlation(Symbol yTrue, Symbol yPred, int[] axis);
}
