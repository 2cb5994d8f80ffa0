package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Labels;
import keras4j.core.Rows;
import keras4j.core.Shape;

/** Intersection over union of classes that labels and predictions give by their numbers, or by the largest along the last axis. */
abstract class ClassIoUMetric<M extends ClassIoUMetric<M>> extends IoUMetric<M> {
    private Integer ignoreClass;
    private boolean sparseYTrue;
    private boolean sparseYPred;

    ClassIoUMetric(String name, boolean isSparse) {
        super(name, 0, (int[]) null);
        sparseYTrue = isSparse;
        sparseYPred = isSparse;
    }

    /** Places whose label is this class do not count. */
    public final M ignoreClass(int value) {
        ignoreClass = value;
        return self();
    }

    /** Whether predictions are class numbers, or one for each class, of which the largest counts. */
    public final M sparseYPred(boolean value) {
        sparseYPred = value;
        return self();
    }

    final void setSparseYTrue(boolean value) {
        sparseYTrue = value;
    }

    final void configSparseYTrue(Config config) {
        sparseYTrue = config.flag("sparse_y_true", sparseYTrue);
    }

    @Override
    public void config(Config config) {
        super.config(config);
        setNumClasses(config.integer("num_classes", numClasses()));
        ignoreClass = config.optionalInteger("ignore_class", ignoreClass);
        sparseYPred = config.flag("sparse_y_pred", sparseYPred);
        config.only("axis", -1);
    }

    @Override
    public final List<Shape> labelShapes(Shape output) {
        List<Shape> elementwise = super.labelShapes(output);
        if (sparseYPred == sparseYTrue) {
            return sparseYPred ? elementwise : List.of(output);
        }
        return sparseYPred ? List.of(output.withLast(numClasses())) : Labels.classNumbers(output);
    }

    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        int places = sparseYPred ? rows * width : rows;
        int classes = sparseYPred ? numClasses() : width;
        for (int i = 0; i < places; i++) {
            int prediction = sparseYPred ? (int) yPred[i] : Rows.argMax(yPred, i * width, width);
            int label = sparseYTrue ? (int) yTrue[i] : Rows.argMax(yTrue, i * classes, classes);
            if (ignoreClass == null || label != ignoreClass) {
                add(label, prediction, rowWeights == null ? 1 : rowWeights[i / (places / rows)]);
            }
        }
    }
}
