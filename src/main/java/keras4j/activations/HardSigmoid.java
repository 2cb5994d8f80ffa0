package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = min(max(x + 3, 0), 6) / 6. Keras: {@code hard_sigmoid}. */
public final class HardSigmoid extends ActivationFunction {
    @Override
    public String name() {
        return "hard_sigmoid";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.hardSigmoid(x);
    }
}
