package keras4j;

import java.util.List;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.Dataset;

/**
 * For what a step is described.
 *
 * @param rows the number of samples
 * @param x the shape of one sample of each input
 * @param y the same of the labels; none for no labels
 * @param weights the shapes of the weights of one sample; none for no weights
 */
record Signature(StepRunner.Kind kind, int rows, List<Shape> x, List<Shape> y, List<Shape> weights) {
    /** That of a batch; predictions have neither labels nor weights. */
    static Signature of(StepRunner.Kind kind, Batch batch) {
        return kind == StepRunner.Kind.PREDICT
                ? new Signature(kind, batch.rows(), batch.xShapes(), List.of(), List.of())
                : new Signature(kind, batch.rows(), batch.xShapes(), batch.yShapes(), batch.weightShapes());
    }

    /** That of so many samples of data with labels. */
    static Signature of(StepRunner.Kind kind, Dataset data, int rows) {
        List<Shape> labels = data.hasLabels() ? data.yShapes() : List.of();
        return new Signature(kind, rows, data.xShapes(), labels, data.weightShapes());
    }

    /** Whether it is that of a batch. */
    boolean fits(StepRunner.Kind other, Batch batch) {
        return kind == other
                && rows == batch.rows()
                && areSame(x, batch.xShapes())
                && (kind == StepRunner.Kind.PREDICT
                        || areSame(y, batch.yShapes()) && areSame(weights, batch.weightShapes()));
    }

    /** Allocates nothing. */
    private static boolean areSame(List<Shape> some, List<Shape> others) {
        boolean areSame = some.size() == others.size();
        for (int i = 0; areSame && i < some.size(); i++) {
            areSame = some.get(i).equals(others.get(i));
        }
        return areSame;
    }
}
