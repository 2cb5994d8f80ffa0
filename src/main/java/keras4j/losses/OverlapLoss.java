package keras4j.losses;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** 1 minus how much labels and predictions overlap, over the whole batch or along some axes. */
abstract class OverlapLoss<L extends OverlapLoss<L>> extends LossFunction {
    private int[] axis;

    /** The axes, that of the batch being 0, along which sums are taken, such as 1, 2, 3 for one loss for each image; all unless given. */
    @SuppressWarnings("unchecked")
    public final L axis(int... value) {
        int[] given = KerasException.notNull(name() + ".axis", "axes", value);
        axis = given.length == 0 ? null : given.clone();
        return (L) this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        axis = config.optionalIntegers("axis", axis);
    }

    @Override
    int[] axes() {
        return axis == null ? new int[0] : axis;
    }

    final Symbol sum(Symbol x) {
        return axis == null ? Ops.sum(x) : Ops.sum(x, axis);
    }

    final double weight(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(Names.classOf(this) + "." + argument, "a number of at least 0", value);
        }
        return value;
    }
}
