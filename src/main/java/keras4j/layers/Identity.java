package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/** y = x. Keras: {@code Identity}. */
public final class Identity extends Layer<Identity> {
    @Override
    protected void config(Config config) {}

    @Override
    protected Symbol call(Symbol x, Call call) {
        return x;
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected boolean isIdentity() {
        return true;
    }
}
