package keras4j.layers;

import keras4j.core.ActivationFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** What {@link Normalization} computes, row by row, as DL4J can run it. */
final class Standardization extends ActivationFunction {
    private static final long serialVersionUID = 1L;
    private static final float LEAST_DEVIATION = 1e-7f;

    @JsonProperty
    private final int[] places;

    @JsonProperty
    private final boolean invert;

    @JsonProperty
    private float[] mean;

    @JsonProperty
    private float[] deviation;

    /**
     * @param places for each number of a row the place of its statistics
     * @param invert whether it is the way back
     */
    Standardization(@JsonProperty("places") int[] places, @JsonProperty("invert") boolean invert) {
        this.places = places;
        this.invert = invert;
    }

    /** Sets the statistics. */
    void set(float[] newMean, float[] variance) {
        float[] root = new float[variance.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = Math.max((float) Math.sqrt(variance[i]), LEAST_DEVIATION);
        }
        mean = newMean;
        deviation = root;
    }

    @Override
    public String name() {
        return "standardization";
    }

    @Override
    public void forward(float[] x, float[] y, int rows, int width) {
        for (int from = 0; from < rows * width; from += width) {
            for (int i = 0; i < width; i++) {
                float centre = mean[places[i]];
                float spread = deviation[places[i]];
                y[from + i] = invert ? centre + x[from + i] * spread : (x[from + i] - centre) / spread;
            }
        }
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int rows, int width) {
        for (int from = 0; from < rows * width; from += width) {
            for (int i = 0; i < width; i++) {
                float spread = deviation[places[i]];
                dx[from + i] = invert ? dy[from + i] * spread : dy[from + i] / spread;
            }
        }
    }
}
