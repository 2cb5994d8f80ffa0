package keras4j.losses;

import keras4j.core.Loss;
import keras4j.core.Registry;

/** Losses by Keras's names. */
public final class Losses {
    public static final Registry<Loss> REGISTRY = new Registry<Loss>("loss", "keras.losses", Loss.class)
            .add(BinaryCrossentropy.class, "binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
            .add(CategoricalCrossentropy.class, "categorical_crossentropy", "CategoricalCrossentropy")
            .add(CategoricalHinge.class, "categorical_hinge", "CategoricalHinge")
            .add(CosineSimilarity.class, "cosine_similarity", "CosineSimilarity")
            .add(Crossentropy.class, "crossentropy", "ce")
            .add(Hinge.class, "hinge", "Hinge")
            .add(Huber.class, "huber", "Huber")
            .add(KLDivergence.class, "kl_divergence", "kld", "KLD", "KLDivergence")
            .add(LogCosh.class, "log_cosh", "LogCosh")
            .add(MeanAbsoluteError.class, "mean_absolute_error", "mae", "MAE", "MeanAbsoluteError")
            .add(
                    MeanAbsolutePercentageError.class,
                    "mean_absolute_percentage_error",
                    "mape",
                    "MAPE",
                    "MeanAbsolutePercentageError")
            .add(MeanSquaredError.class, "mean_squared_error", "mse", "MSE", "MeanSquaredError")
            .add(
                    MeanSquaredLogarithmicError.class,
                    "mean_squared_logarithmic_error",
                    "msle",
                    "MSLE",
                    "MeanSquaredLogarithmicError")
            .add(Poisson.class, "poisson", "Poisson")
            .add(
                    SparseCategoricalCrossentropy.class,
                    "sparse_categorical_crossentropy",
                    "SparseCategoricalCrossentropy")
            .add(SquaredHinge.class, "squared_hinge", "SquaredHinge");

    private Losses() {}
}
