package keras4j.regularizers;

import keras4j.core.Registry;
import keras4j.core.Regularizer;

/** Regularizers by Keras's names. */
public final class Regularizers {
    public static final Registry<Regularizer> REGISTRY = new Registry<Regularizer>(
                    "regularizer", "keras.regularizers", Regularizer.class, "keras4j.regularizers")
            .add("L1", "l1", "L1")
            .add("L1L2", "l1l2", "l1_l2", "L1L2")
            .add("L2", "l2", "L2")
            .add("OrthogonalRegularizer", "orthogonal_regularizer", "OrthogonalRegularizer");

    private Regularizers() {}
}
