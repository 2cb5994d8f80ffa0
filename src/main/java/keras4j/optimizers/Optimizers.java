package keras4j.optimizers;

import keras4j.core.Optimizer;
import keras4j.core.Registry;

/** Optimizers by Keras's names. */
public final class Optimizers {
    public static final Registry<Optimizer> REGISTRY = new Registry<Optimizer>(
                    "optimizer", "keras.optimizers", Optimizer.class)
            .add(Adam.class, "adam", "Adam")
            .add(AdamW.class, "adamw", "AdamW")
            .add(RMSprop.class, "rmsprop", "RMSprop")
            .add(SGD.class, "sgd", "SGD");

    private Optimizers() {}
}
