package keras4j.optimizers;

import keras4j.core.Optimizer;
import keras4j.core.Registry;

/** Optimizers by Keras's names. */
public final class Optimizers {
    public static final Registry<Optimizer> REGISTRY = new Registry<Optimizer>("optimizer", "keras.optimizers")
            .add(Adam::new, "adam", "Adam")
            .add(AdamW::new, "adamw", "AdamW")
            .add(RMSprop::new, "rmsprop", "RMSprop")
            .add(SGD::new, "sgd", "SGD");

    private Optimizers() {}
}
