package keras4j.initializers;

import keras4j.core.Initializer;
import keras4j.core.Registry;

/** Initializers by Keras's names. */
public final class Initializers {
    public static final Registry<Initializer> REGISTRY = new Registry<Initializer>("initializer", "keras.initializers")
            .add(GlorotUniform::new, "glorot_uniform", "GlorotUniform")
            .add(Zeros::new, "zeros", "Zeros");

    private Initializers() {}
}
