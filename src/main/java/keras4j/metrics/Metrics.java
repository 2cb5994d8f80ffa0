package keras4j.metrics;

import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Registry;
import keras4j.core.Shape;

/** Metrics by Keras's names. */
public final class Metrics {
    public static final Registry<Metric> REGISTRY = new Registry<Metric>(
                    "metric", "keras.metrics", Metric.class, "keras4j.metrics")
            .add("Accuracy", "Accuracy")
            .add("AUC", "auc", "AUC")
            .add("BinaryAccuracy", "binary_accuracy", "BinaryAccuracy")
            .add("BinaryCrossentropy", "binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
            .add("BinaryIoU", "binary_io_u", "BinaryIoU")
            .add("CategoricalAccuracy", "categorical_accuracy", "CategoricalAccuracy", "accuracy", "acc")
            .add("CategoricalCrossentropy", "categorical_crossentropy", "CategoricalCrossentropy")
            .add("CategoricalHinge", "categorical_hinge", "CategoricalHinge")
            .add("ConcordanceCorrelation", "concordance_correlation", "ConcordanceCorrelation")
            .add("CosineSimilarity", "cosine_similarity", "CosineSimilarity")
            .add("F1Score", "f1_score", "F1Score")
            .add("FalseNegatives", "false_negatives", "FalseNegatives")
            .add("FalsePositives", "false_positives", "FalsePositives")
            .add("FBetaScore", "f_beta_score", "FBetaScore")
            .add("Hinge", "hinge", "Hinge")
            .add("IoU", "io_u", "IoU")
            .add("KLDivergence", "kl_divergence", "KLDivergence")
            .add("LogCoshError", "log_cosh_error", "LogCoshError")
            .add("Mean", "mean", "Mean")
            .add("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE", "MeanAbsoluteError")
            .add(
                    "MeanAbsolutePercentageError",
                    "mean_absolute_percentage_error",
                    "mape",
                    "MAPE",
                    "MeanAbsolutePercentageError")
            .add("MeanIoU", "mean_io_u", "MeanIoU")
            .add("MeanSquaredError", "mean_squared_error", "mse", "MSE", "MeanSquaredError")
            .add(
                    "MeanSquaredLogarithmicError",
                    "mean_squared_logarithmic_error",
                    "msle",
                    "MSLE",
                    "MeanSquaredLogarithmicError")
            .add("OneHotIoU", "one_hot_io_u", "OneHotIoU")
            .add("OneHotMeanIoU", "one_hot_mean_io_u", "OneHotMeanIoU")
            .add("PearsonCorrelation", "pearson_correlation", "PearsonCorrelation")
            .add("Poisson", "poisson", "Poisson")
            .add("Precision", "precision", "Precision")
            .add("PrecisionAtRecall", "precision_at_recall", "PrecisionAtRecall")
            .add("R2Score", "r2_score", "R2Score")
            .add("Recall", "recall", "Recall")
            .add("RecallAtPrecision", "recall_at_precision", "RecallAtPrecision")
            .add("RootMeanSquaredError", "root_mean_squared_error", "RootMeanSquaredError")
            .add("SensitivityAtSpecificity", "sensitivity_at_specificity", "SensitivityAtSpecificity")
            .add("SparseCategoricalAccuracy", "sparse_categorical_accuracy", "SparseCategoricalAccuracy")
            .add("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
            .add("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy")
            .add("SpecificityAtSensitivity", "specificity_at_sensitivity", "SpecificityAtSensitivity")
            .add("SquaredHinge", "squared_hinge", "SquaredHinge")
            .add("Sum", "sum", "Sum")
            .add("TopKCategoricalAccuracy", "top_k_categorical_accuracy", "TopKCategoricalAccuracy")
            .add("TrueNegatives", "true_negatives", "TrueNegatives")
            .add("TruePositives", "true_positives", "TruePositives");

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
