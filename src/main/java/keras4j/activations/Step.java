package keras4j.activations;

import keras4j.ops.Barrier;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = 1 above 0, else 0: the perceptron's activation, for inference. It has no slope to train through, so that a fit which
 * comes to it is an error; {@code keras4j.Perceptron} trains such neurons. Rosenblatt, 1958. Keras does not have it, so that
 * a model with it cannot be saved.
 */
public final class Step extends ActivationFunction {
    private static final Barrier NO_GRADIENT = new Barrier(
            "training",
            "activations with a useful gradient",
            "step, which has none; use keras4j.Perceptron, whose rule needs none");

    @Override
    public String name() {
        return "step";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.where(Ops.isnan(x), NO_GRADIENT.of(x), Ops.greater(x, 0));
    }
}
