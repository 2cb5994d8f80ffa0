package keras4j.metrics;

import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Registry;
import keras4j.core.Shape;

/** Metrics by Keras's names. */
public final class Metrics {
    public static final Registry<Metric> REGISTRY = new Registry<Metric>("metric", "keras.metrics", Metric.class)
            .add(Accuracy.class, "Accuracy")
            .add(AUC.class, "auc", "AUC")
            .add(BinaryAccuracy.class, "binary_accuracy", "BinaryAccuracy")
            .add(BinaryCrossentropy.class, "binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
            .add(CategoricalAccuracy.class, "categorical_accuracy", "CategoricalAccuracy", "accuracy", "acc")
            .add(CategoricalCrossentropy.class, "categorical_crossentropy", "CategoricalCrossentropy")
            .add(CategoricalHinge.class, "categorical_hinge", "CategoricalHinge")
            .add(CosineSimilarity.class, "cosine_similarity", "CosineSimilarity")
            .add(Hinge.class, "hinge", "Hinge")
            .add(KLDivergence.class, "kl_divergence", "KLDivergence")
            .add(LogCoshError.class, "log_cosh_error", "LogCoshError")
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
            .add(Precision.class, "precision", "Precision")
            .add(Recall.class, "recall", "Recall")
            .add(RootMeanSquaredError.class, "root_mean_squared_error", "RootMeanSquaredError")
            .add(SparseCategoricalAccuracy.class, "sparse_categorical_accuracy", "SparseCategoricalAccuracy")
            .add(
                    SparseCategoricalCrossentropy.class,
                    "sparse_categorical_crossentropy",
                    "SparseCategoricalCrossentropy")
            .add(
                    SparseTopKCategoricalAccuracy.class,
                    "sparse_top_k_categorical_accuracy",
                    "SparseTopKCategoricalAccuracy")
            .add(SquaredHinge.class, "squared_hinge", "SquaredHinge")
            .add(TopKCategoricalAccuracy.class, "top_k_categorical_accuracy", "TopKCategoricalAccuracy");

    private Metrics() {}

    /**
     * The metric that Keras's compile takes for a string; its key in logs is that string. "accuracy" is binary for one
     * output, sparse categorical for class numbers as labels, and categorical else.
     *
     * @param labels the shape of one sample's labels
     * @param output the shape of one sample's predictions
     */
    public static Metric get(String name, Shape labels, Shape output) {
        Metric metric = REGISTRY.get(name.equals("Accuracy") ? "accuracy" : name);
        boolean chosenByShape = name.equalsIgnoreCase("accuracy") || name.equalsIgnoreCase("acc");
        if (chosenByShape && output.last() == 1) {
            metric = new BinaryAccuracy();
        } else if (chosenByShape && Labels.areClassNumbers(labels, output)) {
            metric = new SparseCategoricalAccuracy();
        }
        return REGISTRY.isRegistered(name) ? metric : metric.name(name);
    }
}
