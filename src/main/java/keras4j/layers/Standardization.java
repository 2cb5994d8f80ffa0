package keras4j.layers;

import keras4j.core.RowFunction;
import keras4j.core.SampleKernel;
import keras4j.internal.engine.ActivationKernel;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** What {@link Normalization} computes, row by row, as DL4J can run it. */
final class Standardization extends RowFunction {
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

    /** Sets the statistics: so many means from {@code from} on, and the variances behind them. */
    void set(float[] values, int from, int size) {
        if (mean == null) {
            mean = new float[size];
            deviation = new float[size];
        }
        System.arraycopy(values, from, mean, 0, size);
        for (int i = 0; i < size; i++) {
            deviation[i] = deviation(values[from + size + i]);
        }
    }

    static float deviation(float variance) {
        return Math.max((float) Math.sqrt(variance), LEAST_DEVIATION);
    }

    /**
     * This function as a kernel.
     *
     * @param from where the means are among the model's weights, the variances being behind them; -1 if they are set
     * @param size the number of the means
     */
    SampleKernel kernel(int from, int size, int rowsPerSample) {
        return new ActivationKernel(this, places.length, rowsPerSample) {
            @Override
            public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
                if (from >= 0) {
                    set(weights, from, size);
                }
                super.forward(weights, x, y, samples, training);
            }
        };
    }

    @Override
    public String name() {
        return "standardization";
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            for (int i = 0; i < width; i++) {
                float centre = mean[places[i]];
                float spread = deviation[places[i]];
                y[at + i] = invert ? centre + x[at + i] * spread : (x[at + i] - centre) / spread;
            }
        }
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            for (int i = 0; i < width; i++) {
                float spread = deviation[places[i]];
                dx[at + i] = invert ? dy[at + i] * spread : dy[at + i] / spread;
            }
        }
    }
}
