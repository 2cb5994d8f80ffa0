package keras4j.optimizers;

import keras4j.core.Optimizer;
import keras4j.core.Registry;

/** Optimizers by Keras's names. */
public final class Optimizers {
    public static final Registry<Optimizer> REGISTRY = new Registry<Optimizer>(
                    "optimizer", "keras.optimizers", Optimizer.class, "keras4j.optimizers")
            .add("Adadelta", "adadelta", "Adadelta")
            .add("Adafactor", "adafactor", "Adafactor")
            .add("Adagrad", "adagrad", "Adagrad")
            .add("Adam", "adam", "Adam")
            .add("AdamW", "adamw", "AdamW")
            .add("Adamax", "adamax", "Adamax")
            .add("Ftrl", "ftrl", "Ftrl")
            .add("Lamb", "lamb", "Lamb")
            .add("Lion", "lion", "Lion")
            .add("LossScaleOptimizer", "LossScaleOptimizer")
            .add("MultiOptimizer", "MultiOptimizer")
            .add("Muon", "muon", "Muon")
            .add("Nadam", "nadam", "Nadam")
            .add("RMSprop", "rmsprop", "RMSprop")
            .add("SGD", "sgd", "SGD")
            .add("ScheduleFreeAdamW", "schedulefreeadamw", "ScheduleFreeAdamW");

    private Optimizers() {}
}
