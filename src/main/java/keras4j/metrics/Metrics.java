package keras4j.metrics;

import keras4j.core.Metric;
import keras4j.core.Registry;
import keras4j.core.Shape;

/** Metrics by Keras's names. */
public final class Metrics {
    public static final Registry<Metric> REGISTRY = new Registry<Metric>("metric", "keras.metrics", Metric.class)
            .add(CategoricalAccuracy.class, "accuracy", "acc")
            .add(AUC.class, "auc", "AUC")
            .add(MeanAbsoluteError.class, "mean_absolute_error", "mae", "MAE", "MeanAbsoluteError")
            .add(MeanSquaredError.class, "mean_squared_error", "mse", "MSE", "MeanSquaredError")
            .add(Precision.class, "precision", "Precision")
            .add(Recall.class, "recall", "Recall")
            .add(BinaryAccuracy.class, "binary_accuracy", "BinaryAccuracy")
            .add(CategoricalAccuracy.class, "categorical_accuracy", "CategoricalAccuracy")
            .add(SparseCategoricalAccuracy.class, "sparse_categorical_accuracy", "SparseCategoricalAccuracy");

    private Metrics() {}

    /**
     * The metric that Keras's compile takes for a string; its key in logs is that string. "accuracy" is binary for one
     * output, sparse categorical for class numbers as labels, and categorical else.
     *
     * @param labels the shape of one sample's labels
     * @param output the shape of one sample's predictions
     */
    public static Metric get(String name, Shape labels, Shape output) {
        Metric metric = REGISTRY.get(name);
        boolean chosenByShape = name.equals("accuracy") || name.equals("acc");
        if (chosenByShape && output.last() == 1) {
            metric = new BinaryAccuracy();
        } else if (chosenByShape && (labels.rank() < output.rank() || labels.last() == 1)) {
            metric = new SparseCategoricalAccuracy();
        }
        return REGISTRY.isRegistered(name) ? metric : metric.name(name);
    }
}
