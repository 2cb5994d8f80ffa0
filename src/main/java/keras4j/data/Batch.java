package keras4j.data;

import java.util.List;
import keras4j.core.Shape;

/** Some samples in a row, in buffers that may be used again for the next batch: the first {@code rows} samples count. */
public final class Batch {
    private final float[][] x;
    private final float[][] y;
    private final float[][] weights;
    private final Dataset of;
    private final List<Shape> xShapes;
    private final List<Shape> yShapes;
    private final List<Shape> weightShapes;
    private int rows;

    /**
     * @param x each input, sample after sample
     * @param y the labels of each output, sample after sample; none if there are no labels
     * @param weights sample after sample: none, those for all outputs, or those for each
     * @param like has samples of the same shapes
     * @param isWhole whether it is all samples of that
     */
    Batch(float[][] x, float[][] y, float[][] weights, Dataset like, boolean isWhole) {
        this.x = x;
        this.y = y;
        this.weights = weights;
        of = isWhole ? like : null;
        xShapes = like.xShapes();
        yShapes = like.labelShapes();
        weightShapes = like.weightShapes();
    }

    /** The shape of one sample of each input. */
    public List<Shape> xShapes() {
        return xShapes;
    }

    /** The shape of one sample's labels, for each output; none if there are no labels. */
    public List<Shape> yShapes() {
        return yShapes;
    }

    /** See {@link BatchSource#weightShapes}. */
    public List<Shape> weightShapes() {
        return weightShapes;
    }

    /** What it is all samples of, whose shapes need not be those of the batch before; null if it has some of others. */
    public Dataset of() {
        return of;
    }

    /** Each of the inputs, sample after sample. */
    public float[][] x() {
        return x;
    }

    /** The labels of one of the outputs, sample after sample. */
    public float[] y(int output) {
        return y[output];
    }

    /** The labels of all outputs. */
    float[][] y() {
        return y;
    }

    /** Those with this number of the weights, sample after sample. */
    public float[] weights(int number) {
        return weights[number];
    }

    /** All weights. */
    float[][] weights() {
        return weights;
    }

    /** The number of samples. */
    public int rows() {
        return rows;
    }

    void setRows(int value) {
        rows = value;
    }
}
