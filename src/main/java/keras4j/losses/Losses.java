package keras4j.losses;

import keras4j.core.Loss;
import keras4j.core.Registry;

/** Losses by Keras's names. */
public final class Losses {
    public static final Registry<Loss> REGISTRY = new Registry<Loss>("loss", "keras.losses")
            .add(BinaryCrossentropy::new, "binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
            .add(CategoricalCrossentropy::new, "categorical_crossentropy", "CategoricalCrossentropy")
            .add(Huber::new, "huber", "Huber")
            .add(MeanAbsoluteError::new, "mean_absolute_error", "mae", "MAE", "MeanAbsoluteError")
            .add(MeanSquaredError::new, "mean_squared_error", "mse", "MSE", "MeanSquaredError")
            .add(
                    SparseCategoricalCrossentropy::new,
                    "sparse_categorical_crossentropy",
                    "SparseCategoricalCrossentropy");

    private Losses() {}
}
