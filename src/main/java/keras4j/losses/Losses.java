package keras4j.losses;

import keras4j.core.Loss;
import keras4j.core.Registry;

/** Losses by Keras's names. */
public final class Losses {
    public static final Registry<Loss> REGISTRY = new Registry<Loss>("loss", "keras.losses", Loss.class)
            .add(BinaryCrossentropy.class, "binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
            .add(CategoricalCrossentropy.class, "categorical_crossentropy", "CategoricalCrossentropy")
            .add(Huber.class, "huber", "Huber")
            .add(MeanAbsoluteError.class, "mean_absolute_error", "mae", "MAE", "MeanAbsoluteError")
            .add(MeanSquaredError.class, "mean_squared_error", "mse", "MSE", "MeanSquaredError")
            .add(
                    SparseCategoricalCrossentropy.class,
                    "sparse_categorical_crossentropy",
                    "SparseCategoricalCrossentropy");

    private Losses() {}
}
