package keras4j.optimizers.schedules;

import keras4j.core.LearningRateSchedule;
import keras4j.core.Registry;

/** Learning-rate schedules by Keras's names. */
public final class Schedules {
    public static final Registry<LearningRateSchedule> REGISTRY = new Registry<LearningRateSchedule>(
                    "learning rate schedule",
                    "keras.optimizers.schedules",
                    LearningRateSchedule.class,
                    "keras4j.optimizers.schedules")
            .add("CosineDecay", "CosineDecay")
            .add("CosineDecayRestarts", "CosineDecayRestarts")
            .add("ExponentialDecay", "ExponentialDecay")
            .add("InverseTimeDecay", "InverseTimeDecay")
            .add("PiecewiseConstantDecay", "PiecewiseConstantDecay")
            .add("PolynomialDecay", "PolynomialDecay");

    private Schedules() {}
}
