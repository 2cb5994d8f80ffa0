package keras4j.layers;

import keras4j.activations.Elu;
import keras4j.core.Config;

/** y = x above 0, alpha (exp(x) - 1) below: see {@link FunctionLayer}. Keras: {@code ELU}. */
public final class ELU extends FunctionLayer<ELU> {
    private final Elu function;

    public ELU() {
        this(new Elu());
    }

    ELU(Elu function) {
        this.function = function;
    }

    /** How far below 0 it goes; 1 unless given. */
    public ELU alpha(double value) {
        return set(() -> function.alpha(value));
    }

    @Override
    protected void config(Config config) {
        function.config(config);
    }

    @Override
    Elu function() {
        return function;
    }
}
