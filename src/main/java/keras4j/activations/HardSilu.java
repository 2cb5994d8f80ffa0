package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x hard_sigmoid(x). Howard et al., 2019. Keras: {@code hard_silu}, {@code hard_swish}. */
public final class HardSilu extends ActivationFunction {
    @Override
    public String name() {
        return "hard_silu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.hardSilu(x);
    }
}
