package keras4j.layers;

import keras4j.core.Config;
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
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    @Override
    protected boolean isIdentity() {
        return true;
    }
}
