package keras4j.optimizers;

import keras4j.core.Optimizer;
import keras4j.core.Registry;

/** Optimizers by Keras's names. */
public final class Optimizers {
    public static final Registry<Optimizer> REGISTRY = new Registry<Optimizer>(
                    "optimizer", "keras.optimizers", Optimizer.class, "keras4j.optimizers")
            .add("Adam", "adam", "Adam")
            .add("AdamW", "adamw", "AdamW")
            .add("RMSprop", "rmsprop", "RMSprop")
            .add("SGD", "sgd", "SGD");

    private Optimizers() {}
}
