package keras4j.activations;

import keras4j.core.ActivationFunction;

/** A function of each number alone; also for activations of one's own. */
public abstract class Elementwise extends ActivationFunction {
    private static final long serialVersionUID = 1L;

    /** The output for one number. */
    protected abstract double value(double x);

    /** The derivative at x, y being the output there. */
    protected abstract double slope(double x, double y);

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        for (int i = from * width; i < to * width; i++) {
            y[i] = (float) value(x[i]);
        }
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        for (int i = from * width; i < to * width; i++) {
            dx[i] = (float) (dy[i] * slope(x[i], y[i]));
        }
    }
}
