package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y_i = max(x_i - tau, 0) over the last axis. In Martins and Astudillo, 2016, tau = (sum of the k largest - 1) / k; Keras's,
 * which this follows, has in place of that sum all the sums of the 1, 2, .. k largest together, so that outputs add up to 1
 * only where one of them is left. Keras: {@code sparsemax}.
 */
public final class Sparsemax extends ActivationFunction {
    @Override
    public String name() {
        return "sparsemax";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.sparsemax(x, -1);
    }
}
