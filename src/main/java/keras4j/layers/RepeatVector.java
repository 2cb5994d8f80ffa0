package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** The same features in each of n steps: (batch, features) to (batch, n, features). Keras: {@code RepeatVector}. */
public final class RepeatVector extends Layer<RepeatVector> {
    private int n;

    RepeatVector() {}

    /**
     * @param n how often
     * @throws KerasException if it is not positive
     */
    public RepeatVector(int n) {
        this.n = Numbers.positive("RepeatVector.n", n);
    }

    @Override
    protected void config(Config config) {
        n = Numbers.positive("RepeatVector.n", config.integer("n", n));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (x.rank() != 2) {
            throw KerasException.expected(
                    "RepeatVector", "inputs (batch, features)", x.sampleShape().batched());
        }
        return Ops.repeat(Ops.expandDims(x, 1), n, 1);
    }
}
