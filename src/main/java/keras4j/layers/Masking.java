package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Masks the positions that have nothing but one value: (batch, time, features), the shape unchanged. Layers behind it skip
 * them, and in the loss they do not count. Keras: {@code Masking}.
 */
public final class Masking extends Layer<Masking> {
    private double maskValue;

    /** Masks positions of which all numbers are 0. */
    public Masking() {}

    /** The value; 0 unless given. */
    public Masking maskValue(double value) {
        return set(() -> maskValue = value);
    }

    @Override
    protected void config(Config config) {
        maskValue = config.number("mask_value", maskValue);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (x.rank() < 3) {
            throw KerasException.expected(
                    "Masking", "inputs (batch, time, features)", x.sampleShape().batched());
        }
        Symbol counts = Ops.any(Ops.notEqual(x, maskValue), -1, true);
        return Ops.where(counts, x, 0);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return Ops.any(Ops.notEqual(x, maskValue), -1);
    }
}
