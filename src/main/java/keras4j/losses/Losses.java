package keras4j.losses;

import keras4j.core.Loss;
import keras4j.core.Registry;

/** Losses by Keras's names. */
public final class Losses {
    public static final Registry<Loss> REGISTRY = new Registry<Loss>(
                    "loss", "keras.losses", Loss.class, "keras4j.losses")
            .add("BinaryCrossentropy", "binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
            .add("BinaryFocalCrossentropy", "binary_focal_crossentropy", "BinaryFocalCrossentropy")
            .add("CategoricalCrossentropy", "categorical_crossentropy", "CategoricalCrossentropy")
            .add("CategoricalFocalCrossentropy", "categorical_focal_crossentropy", "CategoricalFocalCrossentropy")
            .add("CategoricalGeneralizedCrossEntropy", "CategoricalGeneralizedCrossEntropy")
            .add("CategoricalHinge", "categorical_hinge", "CategoricalHinge")
            .add("Circle", "circle", "Circle")
            .add("CosineSimilarity", "cosine_similarity", "CosineSimilarity")
            .add("Crossentropy", "crossentropy", "ce")
            .add("CTC", "ctc", "CTC")
            .add("Dice", "dice", "Dice")
            .add("Hinge", "hinge", "Hinge")
            .add("Huber", "huber", "Huber")
            .add("KLDivergence", "kl_divergence", "kld", "KLD", "KLDivergence")
            .add("LogCosh", "log_cosh", "LogCosh")
            .add("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE", "MeanAbsoluteError")
            .add(
                    "MeanAbsolutePercentageError",
                    "mean_absolute_percentage_error",
                    "mape",
                    "MAPE",
                    "MeanAbsolutePercentageError")
            .add("MeanSquaredError", "mean_squared_error", "mse", "MSE", "MeanSquaredError")
            .add(
                    "MeanSquaredLogarithmicError",
                    "mean_squared_logarithmic_error",
                    "msle",
                    "MSLE",
                    "MeanSquaredLogarithmicError")
            .add("Poisson", "poisson", "Poisson")
            .add("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
            .add("SquaredHinge", "squared_hinge", "SquaredHinge")
            .add("Tversky", "tversky", "Tversky");

    private Losses() {}
}
