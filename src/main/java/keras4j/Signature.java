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
 * @param weights the weights of each sample; 0 for none
 */
record Signature(StepRunner.Kind kind, int rows, List<Shape> x, List<Shape> y, int weights) {
    /** That of a batch; predictions have neither labels nor weights. */
    static Signature of(StepRunner.Kind kind, Batch batch) {
        return kind == StepRunner.Kind.PREDICT
                ? new Signature(kind, batch.rows(), batch.xShapes(), List.of(), 0)
                : new Signature(kind, batch.rows(), batch.xShapes(), batch.yShapes(), batch.weightsPerSample());
    }

    /** That of so many samples of data with labels. */
    static Signature of(StepRunner.Kind kind, Dataset data, int rows) {
        List<Shape> labels = data.hasLabels() ? data.yShapes() : List.of();
        return new Signature(kind, rows, data.xShapes(), labels, data.weightsPerSample());
    }

    /** Whether it is that of a batch. */
    boolean fits(StepRunner.Kind other, Batch batch) {
        return kind == other
                && rows == batch.rows()
                && areSame(x, batch.xShapes())
                && (kind == StepRunner.Kind.PREDICT
                        || areSame(y, batch.yShapes()) && weights == batch.weightsPerSample());
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
